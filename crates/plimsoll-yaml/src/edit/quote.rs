//! How a text is written as a scalar of one line.

use crate::{
    scalar::{Resolved, Schema},
    tree::{Scalar, ScalarStyle},
};

/// The quotes around a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    Single,
    Double,
}

/// How texts are quoted in one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoting {
    /// The quotes for what needs some.
    pub(super) quote: Quote,
    /// Whether all texts are quoted, as in JSON.
    pub(super) always: bool,
}

impl Default for Quoting {
    fn default() -> Self {
        Self { quote: Quote::Double, always: false }
    }
}

impl Quote {
    /// The quotes of a scalar; `None` for the styles without.
    pub(super) fn of(style: ScalarStyle) -> Option<Self> {
        match style {
            ScalarStyle::SingleQuoted => Some(Self::Single),
            ScalarStyle::DoubleQuoted => Some(Self::Double),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => None,
        }
    }
}

/// `text` as a scalar that every reader takes for that text.
pub(super) fn write(text: &str, quoting: Quoting, in_flow: bool) -> String {
    if quoting.always || needs_quotes(text, in_flow) {
        return quoted(text, quoting.quote);
    }
    text.to_owned()
}

/// `text` in quotes: in those asked for, or in double quotes where it needs escapes.
pub(super) fn quoted(text: &str, quote: Quote) -> String {
    if quote == Quote::Single && !text.chars().any(needs_escape) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut result = String::with_capacity(text.len() + 2);
    result.push('"');
    for character in text.chars() {
        match character {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            // Only characters of the basic plane need an escape, and JSON reads this one too.
            _ if needs_escape(character) => {
                result.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            _ => result.push(character),
        }
    }
    result.push('"');
    result
}

/// Whether a character cannot stand in a scalar as itself, or not without being folded, stripped
/// or taken for a line break (YAML 1.2 section 5.1, YAML 1.1 section 4.2).
fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether `text` without quotes would be read as something else by a reader of YAML 1.1 or 1.2,
/// in block context or, with `in_flow`, between brackets.
pub(super) fn needs_quotes(text: &str, in_flow: bool) -> bool {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return true };
    let second = characters.next();
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return true;
    }
    let indicator = match first {
        '-' => second.is_none_or(char::is_whitespace) || (in_flow && second == Some(',')),
        '?' | ':' | ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\''
        | '"' | '%' | '@' | '`' => true,
        _ => false,
    };
    indicator
        || text.starts_with("---")
        || text.starts_with("...")
        || text.ends_with(':')
        || text.contains(": ")
        || text.contains(" #")
        || text.chars().any(needs_escape)
        // Some readers end a plain scalar between brackets at any colon.
        || (in_flow && text.contains([',', '[', ']', '{', '}', ':']))
        || is_read_as_another_type(text)
}

fn is_read_as_another_type(text: &str) -> bool {
    if matches!(text, "<<" | "=") || is_digits_and_colons(text) {
        return true;
    }
    let scalar = Scalar { style: ScalarStyle::Plain, value: text };
    scalar.trap().is_some()
        || scalar.resolve(Schema::Core12) != Resolved::Str
        || scalar.resolve(Schema::Yaml11) != Resolved::Str
}

/// `22:22` is a number to the base of 60 in YAML 1.1; whether the next edit keeps `8080:80` from
/// being one is not worth the guess.
fn is_digits_and_colons(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b':' | b'.'))
}
