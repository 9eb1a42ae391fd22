//! Versions of plimsoll, as `rules-version` names them.

/// Reads `1`, `0.1` or `0.1.2`.
pub(crate) fn parse(text: &str) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = text.split('.').map(|it| it.parse().ok()).collect();
    parts.filter(|it| it.len() <= 3)
}

/// Whether the release `since` came after every release that `pin` names: `0.1` names all of
/// `0.1.x`.
pub(crate) fn is_after(since: &str, pin: &[u32]) -> bool {
    parse(since).is_some_and(|since| since.iter().take(pin.len()).gt(pin.iter()))
}

/// Whether the release `own` came before every release that `pin` names.
pub(crate) fn is_before(own: &str, pin: &[u32]) -> bool {
    parse(own).is_some_and(|own| own.iter().take(pin.len()).lt(pin.iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_names_every_release_that_begins_like_it() {
        for (since, pin, expected) in [
            ("0.1.0", "0.1", false),
            ("0.1.7", "0.1", false),
            ("0.2.0", "0.1", true),
            ("1.0.0", "0.9", true),
            ("0.1.2", "0.1.1", true),
            ("0.10.0", "0.9", true),
        ] {
            let pin = parse(pin).expect(pin);
            assert_eq!(is_after(since, &pin), expected, "{since} {pin:?}");
        }
        assert_eq!(parse("latest"), None);
        for (own, pin, expected) in
            [("0.1.3", "0.1", false), ("0.1.3", "0.1.4", true), ("0.9.0", "1", true)]
        {
            assert_eq!(is_before(own, &parse(pin).expect(pin)), expected, "{own} {pin}");
        }
    }
}
