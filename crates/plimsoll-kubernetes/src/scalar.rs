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
    let text = value.text()?;
    let octal = text.value.strip_prefix('0').filter(|_| text.style == ScalarStyle::Plain);
    if let Some(Ok(number)) = octal.map(|it| u64::from_str_radix(it, 8)) {
        return Some(number);
    }
    match text.resolved {
        Resolved::Int(number) => u64::try_from(number).ok(),
        _ => None,
    }
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
