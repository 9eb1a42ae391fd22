//! JSON web tokens (RFC 7519): their shape, and when they end. Signatures are not checked.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use plimsoll_diagnostics::Date;

/// Whether `text` is three parts of base64 without padding, the first of which is a JSON object.
pub(super) fn is_jwt(text: &str) -> bool {
    let mut parts = text.split('.');
    let is_part = |part: Option<&str>, least: usize| {
        part.is_some_and(|it| {
            it.len() >= least
                && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
        })
    };
    text.starts_with("eyJ")
        && is_part(parts.next(), 10)
        && is_part(parts.next(), 10)
        && is_part(parts.next(), 8)
        && parts.next().is_none()
}

/// The day, in UTC, on which the JSON web token in `text` ends (`exp`, RFC 7519 section 4.1.4).
/// The token may be written as base64, as values of Kubernetes secrets are. `None` for what is no
/// token, and for a token without an end.
#[must_use]
pub fn expiry(text: &str) -> Option<Date> {
    let text = text.trim();
    let decoded;
    let token = match is_jwt(text) {
        true => text,
        false => {
            let text: String = text.split_ascii_whitespace().collect();
            decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
            Some(decoded.trim()).filter(|it| is_jwt(it))?
        }
    };
    let claims = token.split('.').nth(1)?;
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    let claims: serde_json::Value = serde_json::from_str(&claims).ok()?;
    let seconds = claims.get("exp")?;
    // A `NumericDate` can have a fraction.
    let whole = seconds.as_u64().or_else(|| {
        let seconds = seconds.as_f64().filter(|it| (0.0..1e11).contains(it))?;
        format!("{}", seconds.trunc()).parse().ok()
    });
    whole.map(Date::from_unix_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"ES256"}"#);
        format!("{header}.{}.{}", URL_SAFE_NO_PAD.encode(claims), "c2lnbmF0dXJl")
    }

    #[test]
    fn the_end_of_a_token_is_read_from_its_claims() {
        let end = |claims: &str| expiry(&token(claims)).map(|it| it.to_string());
        let expected = Some("2027-01-15".to_owned());
        assert_eq!(end(r#"{"sub":"ouk","exp":1799971200}"#), expected);
        assert_eq!(end(r#"{"exp":1799971200.5,"iat":1797379200}"#), expected);
        for without in [r#"{"sub":"client-of-stella"}"#, r#"{"exp":"tomorrow"}"#, r#"{"exp":-1}"#] {
            assert_eq!(end(without), None, "{without}");
        }
        let encoded = STANDARD.encode(token(r#"{"exp":1799971200}"#));
        assert_eq!(expiry(&encoded).map(|it| it.to_string()), expected);
    }

    #[test]
    fn what_is_no_token_has_no_end() {
        for text in ["", "eyJ", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl", "\u{0}", "ZXlK"] {
            assert_eq!(expiry(text), None, "{text}");
        }
    }
}
