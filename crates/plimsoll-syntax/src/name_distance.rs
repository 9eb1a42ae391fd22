//! What somebody most likely meant by a name that does not exist.

use std::cmp::Reverse;

/// Longer names are not worth a suggestion, and would make the comparison slow.
const MAX_LENGTH: usize = 64;

/// The candidate that `name` is a likely misspelling of, case and the difference between `-` and
/// `_` aside: one edit for short names, one in three characters for longer ones. Of several
/// candidates that are equally near, the first of those that begin and end most like `name`.
#[must_use]
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let plain = plain(name);
    let length = plain.chars().count();
    if length == 0 || name.len() > MAX_LENGTH {
        return None;
    }
    let limit = (length / 3).max(1);
    let mut best: Option<(usize, Reverse<usize>, &str)> = None;
    for candidate in candidates {
        let other = self::plain(candidate);
        let distance = strsim::damerau_levenshtein(&plain, &other);
        let rank = (distance, Reverse(common_ends(&plain, &other)));
        if distance <= limit && best.is_none_or(|(found, ends, _)| rank < (found, ends)) {
            best = Some((rank.0, rank.1, candidate));
        }
    }
    best.map(|(_, _, candidate)| candidate)
}

/// How many characters both begin with, and how many both end with, together.
fn common_ends(one: &str, two: &str) -> usize {
    let same = |(one, two): &(char, char)| one == two;
    one.chars().zip(two.chars()).take_while(same).count()
        + one.chars().rev().zip(two.chars().rev()).take_while(same).count()
}

fn plain(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).map(|it| if it == '_' { '-' } else { it }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::any_text;
    use proptest::prelude::*;

    const NAMES: [&str; 5] = ["privileged", "read_only", "SYS_ADMIN", "ro", "rw"];

    #[test]
    fn only_a_likely_misspelling_gets_a_suggestion() {
        let cases = [
            ("privledged", Some("privileged")),
            ("priviledged", Some("privileged")),
            ("read-only", Some("read_only")),
            ("readonly", Some("read_only")),
            ("SYS_ADMN", Some("SYS_ADMIN")),
            ("sysadmin", Some("SYS_ADMIN")),
            ("or", Some("ro")),
            ("r", Some("ro")),
            ("xyzzy", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(nearest(name, NAMES), expected, "{name}");
        }
        assert_eq!(nearest("app-db", ["app-1", "app-1-db"]), Some("app-1-db"));
        assert_eq!(nearest(&"a".repeat(100_000), NAMES), None);
    }

    proptest! {
        #[test]
        fn a_candidate_is_nearest_to_itself(text in any_text(), index in 0..NAMES.len()) {
            let _ = nearest(&text, NAMES);
            prop_assert_eq!(nearest(NAMES[index], NAMES), Some(NAMES[index]));
        }
    }
}
