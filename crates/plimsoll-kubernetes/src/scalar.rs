//! Single values as the API server decodes them: from YAML by the rules of version 1.1, then
//! strictly by type.

use plimsoll_facts::{
    Fact, Spelling, Why,
    read::Read,
    value::{Content, Value},
};
use plimsoll_yaml::{Resolved, ScalarStyle};

/// A truth value; text in quotes is none.
pub(super) fn boolean(value: &Value) -> Read<bool> {
    truth(value).map_or(Read::Unknown(Why::Malformed), Read::Value)
}

/// The truth value that `value` is for certain.
pub(super) fn truth(value: &Value) -> Option<bool> {
    let text = value.text().filter(|text| text.unknown.is_none())?;
    if let Resolved::Bool(value) = text.resolved {
        return Some(value);
    }
    let is_one_of = |words: [&str; 3]| words.iter().any(|it| text.value.eq_ignore_ascii_case(it));
    match text.style {
        ScalarStyle::Plain if is_one_of(["y", "yes", "on"]) => Some(true),
        ScalarStyle::Plain if is_one_of(["n", "no", "off"]) => Some(false),
        _ => None,
    }
}

/// A whole number that is not negative; text in quotes is none. A leading zero makes it octal.
pub(super) fn number(value: &Value) -> Option<u64> {
    u64::try_from(whole(value)?).ok()
}

/// A whole number; text in quotes is none. A leading zero makes it octal, and underscores between
/// digits say nothing, as in YAML 1.1.
pub(super) fn whole(value: &Value) -> Option<i128> {
    let text = value.text().filter(|text| text.unknown.is_none())?;
    if text.style == ScalarStyle::Plain
        && let Some(number) = plain_number(&text.value)
    {
        return Some(number);
    }
    match text.resolved {
        Resolved::Int(number) => Some(number),
        #[expect(clippy::cast_possible_truncation, reason = "the range is looked at")]
        Resolved::Float(number) if number.fract() == 0.0 && number.abs() < 1e18 => {
            Some(number as i128)
        }
        _ => None,
    }
}

/// A plain scalar as the reader of the API server takes it for a whole number, where that is not
/// what YAML 1.2 makes of it: octal by a leading zero, binary, and with underscores.
fn plain_number(text: &str) -> Option<i128> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        b'0'..=b'9' => (1, text),
        _ => return None,
    };
    let is_plain = !digits.starts_with('0') && !digits.contains('_');
    if is_plain || !digits.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let digits = digits.replace('_', "");
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, &*digits),
    };
    let is_unsigned = digits.starts_with(|it: char| it.is_ascii_alphanumeric());
    let number = is_unsigned.then(|| i128::from_str_radix(digits, base).ok())??;
    (number <= i128::from(u64::MAX)).then_some(sign * number)
}

/// Why a value that should have been a single one cannot be read.
pub(super) fn why_of(value: &Value) -> Why {
    match &value.content {
        Content::Scalar(text) => text.unknown.unwrap_or(Why::Malformed),
        Content::Lost => Why::Lost,
        Content::List { .. } | Content::Map { .. } => Why::Malformed,
    }
}

/// The same fact, spelt another way.
pub(super) fn spelt<T>(mut fact: Fact<T>, spelling: Spelling) -> Fact<T> {
    if let Fact::Stated { at, .. } | Fact::Assumed { at, .. } | Fact::Unknown { at, .. } = &mut fact
    {
        at.slot.spelling = spelling;
    }
    fact
}

/// The parts of a list's members that `name` tells apart, as an address shows them.
pub(super) fn name_of(value: &Value) -> &str {
    value.get("name").and_then(Value::text).map_or("?", |text| &*text.value)
}
