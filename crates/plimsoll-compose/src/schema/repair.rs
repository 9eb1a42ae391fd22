//! What the author of a value of the wrong type meant.

use plimsoll_facts::value::{Text, Value};
use plimsoll_yaml::Plain;

use super::{LIST, MAP, TEXT, Types};

/// Durations: a number of them lacks its unit.
const DURATIONS: &[&str] = &[
    "delay",
    "interval",
    "monitor",
    "start_interval",
    "start_period",
    "stop_grace_period",
    "timeout",
    "window",
];

/// Keys whose value protects, so that a repair makes it take effect.
pub(super) const PROTECTIVE: &[&str] = &["cap_drop", "security_opt", "cap_add"];

/// What `value` at `key`, which takes `types`, was to be.
pub(super) fn of_value(
    key: &str,
    types: Types,
    takes_texts: bool,
    value: &Value,
) -> Option<(String, Plain)> {
    let text: &Text = value.text()?;
    let written = text.value.to_string();
    if types & TEXT != 0 && DURATIONS.contains(&key) {
        let title = format!("give it the unit: `{written}s`");
        return Some((title, Plain::Str(format!("{written}s"))));
    }
    if types & TEXT != 0 {
        return Some(("put it in quotes".to_owned(), Plain::Str(written)));
    }
    let is_list = types & LIST != 0 && takes_texts && types & MAP == 0;
    // A text with separators can mean several items.
    let is_one = !written.contains([',', ' ', '\n']) && text.unknown.is_none();
    (is_list && is_one)
        .then(|| ("make it a list".to_owned(), Plain::List(vec![Plain::Str(written)])))
}

/// What the item `- KEY: value` of the list `key`, which takes texts, was to be.
pub(super) fn of_item(key: &str, item: &Value) -> Option<(String, Plain)> {
    if let Some(text) = item.text() {
        return Some(("put it in quotes".to_owned(), Plain::Str(text.value.to_string())));
    }
    let [member] = item.members() else { return None };
    let text = member.value.text().filter(|it| it.unknown.is_none())?;
    let separator = match key {
        "environment" | "labels" | "args" | "sysctls" | "annotations" | "extra_hosts" => '=',
        "security_opt" => ':',
        _ => return None,
    };
    let joined = format!("{}{separator}{}", member.key, text.value);
    Some((format!("write `{}{separator}…` as one text", member.key), Plain::Str(joined)))
}
