//! Texts that stand where a person or a template has yet to put the real value.
//!
//! Conservative: a text counts as a placeholder only when nobody would use it as the value. Words
//! that people do deploy as passwords (`changeme`) are not in the list; see
//! [`secret`](super::secret) and [`image`](super::image) for what they make of those.

/// Words that stand for *nothing here yet*, in lower case and without separators.
const WORDS: &[&str] = &[
    "dummy",
    "fillme",
    "fillmein",
    "fixme",
    "na",
    "nil",
    "none",
    "null",
    "placeholder",
    "redacted",
    "replaceme",
    "replacethis",
    "setme",
    "tbd",
    "todo",
    "undefined",
    "unset",
    "updateme",
];

/// What a person is told to do, in lower case and without separators, at the start.
const INSTRUCTIONS: &[&str] =
    &["enteryour", "insertyour", "putyour", "replacewith", "replacebyyour", "replaceby"];

/// What stands after `your`, in lower case and without separators, at its start.
const NOUNS: &[&str] = &[
    "access",
    "account",
    "admin",
    "api",
    "app",
    "auth",
    "aws",
    "bot",
    "client",
    "company",
    "database",
    "db",
    "docker",
    "domain",
    "encryption",
    "host",
    "image",
    "jwt",
    "key",
    "login",
    "name",
    "openai",
    "org",
    "own",
    "pass",
    "private",
    "project",
    "pwd",
    "registry",
    "repo",
    "root",
    "secret",
    "secure",
    "service",
    "signing",
    "strong",
    "super",
    "tag",
    "token",
    "user",
    "value",
    "very",
    "version",
];

/// Whether all of `text` is a placeholder, or a template marks a gap in it: `<password>`,
/// `{{ .Values.tag }}`, `__TOKEN__`, `REPLACE_ME`, `your-password-here`, `xxx`, `***`.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    stands_for_something(text, true)
}

/// Whether a part of a reference or of a name is a placeholder: as [`is_placeholder`], but names
/// of real things begin with `your-` too, so a noun has to follow.
#[must_use]
pub(super) fn is_placeholder_name(text: &str) -> bool {
    stands_for_something(text, false)
}

fn stands_for_something(text: &str, is_any_yours: bool) -> bool {
    let text = text.trim().trim_matches(['"', '\'']);
    if text.is_empty() {
        return false;
    }
    has_template_gap(text)
        || is_filler(text)
        || is_wrapped_name(text)
        || reads_as_one(text, is_any_yours)
}

/// Whether a template engine or a person's angle brackets mark a gap in `text`.
#[must_use]
pub fn has_template_gap(text: &str) -> bool {
    has_pair(text, "{{", "}}") || has_pair(text, "{%", "%}") || has_angle_name(text)
}

fn has_pair(text: &str, open: &str, close: &str) -> bool {
    text.split_once(open).is_some_and(|(_, rest)| rest.contains(close))
}

/// `<name>`: a letter first and only characters of names and sentences in between.
fn has_angle_name(text: &str) -> bool {
    // Only the last `<` before a `>` can open the pair, so one pass is enough.
    text.split('>').rev().skip(1).any(|before| {
        before.rsplit_once('<').is_some_and(|(_, name)| {
            name.starts_with(|first: char| first.is_alphabetic() || first == '_')
                && name.chars().all(|it| it.is_alphanumeric() || " _-./:'".contains(it))
        })
    })
}

/// One character again and again: `xxx`, `***`, `...`, also in groups: `xxxx-xxxx`.
fn is_filler(text: &str) -> bool {
    let mut characters = text.chars().filter(|it| !matches!(it, '-' | '_' | ' '));
    let Some(first) = characters.next() else { return text.len() >= 3 };
    "xX*.?#•".contains(first) && text.len() >= 3 && characters.all(|it| it == first)
}

/// `__NAME__`, `@NAME@`, `%NAME%`, `[NAME]`, `{NAME}`.
fn is_wrapped_name(text: &str) -> bool {
    let inner = [("__", "__"), ("@", "@"), ("%", "%"), ("%%", "%%"), ("[", "]"), ("{", "}")]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inner.is_some_and(|name| {
        name.len() >= 2
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|it| it.is_ascii_alphanumeric() || " _-".contains(it))
    })
}

fn reads_as_one(text: &str, is_any_yours: bool) -> bool {
    let plain: String = match text.is_ascii() {
        true => {
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
            letters.map(|it| char::from(it.to_ascii_lowercase())).collect()
        }
        false => {
            text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        }
    };
    let ends = |with: &str| {
        text.len()
            .checked_sub(with.len())
            .and_then(|at| text.get(at..))
            .is_some_and(|it| it.eq_ignore_ascii_case(with))
    };
    WORDS.contains(&plain.as_str())
        || INSTRUCTIONS.iter().any(|it| plain.starts_with(it))
        || plain.contains("replaceme")
        || plain.contains("placeholder")
        || ends_with_here(text)
        || starts_with_your(text, &plain, is_any_yours)
        || ["xxxx", "****", "...."].into_iter().any(ends)
}

/// `yourpassword`; with `is_any` also `your-…` and `YOUR_…`, whatever follows.
fn starts_with_your(text: &str, plain: &str, is_any: bool) -> bool {
    let separated = is_any && text.get(4..5).is_some_and(|it| matches!(it, "-" | "_" | " "));
    plain.strip_prefix("your").is_some_and(|rest| {
        (separated && !rest.is_empty()) || NOUNS.iter().any(|noun| rest.starts_with(noun))
    })
}

/// `password-here`, `TOKEN_GOES_HERE`: *here* as a word of its own.
fn ends_with_here(text: &str) -> bool {
    let mut words = text.rsplit(['-', '_', ' ', '.']);
    words.next().is_some_and(|last| last.eq_ignore_ascii_case("here")) && words.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn only_what_nobody_would_use_is_a_placeholder() {
        let cases = [
            ("<password>", true),
            ("app:<tag>", true),
            ("<your password>", true),
            ("{{ .Values.tag }}", true),
            ("app:{{TAG}}", true),
            ("{% raw %}", true),
            ("__TOKEN__", true),
            ("@VERSION@", true),
            ("%IMAGE%", true),
            ("[password]", true),
            ("REPLACE_ME", true),
            ("replace-me", true),
            ("please_replace_me", true),
            ("TODO", true),
            ("tbd", true),
            ("xxx", true),
            ("XXXX-XXXX", true),
            ("***", true),
            ("...", true),
            ("---", true),
            ("your-password-here", true),
            ("YOUR_API_KEY", true),
            ("yourpassword", true),
            ("token_goes_here", true),
            ("YOUR_CHERRY_AUTHTOKEN", true),
            ("sk-xxxx", true),
            ("{DB_PASSWORD}", true),
            ("your_", false),
            ("{\"a\":1}", false),
            ("\"<secret>\"", true),
            ("null", true),
            ("", false),
            ("x", false),
            ("changeme", false),
            ("password", false),
            ("yourself", false),
            ("sphere", false),
            ("here", false),
            ("s3cr<t", false),
            ("a>b<c", false),
            ("1<2>3", false),
            ("p@ssw@rd", false),
            ("todolist", false),
            ("%PATH", false),
            ("{{", false),
            ("aaaa", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_placeholder(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(text in any_text()) {
            let _ = is_placeholder(&text);
        }
    }
}
