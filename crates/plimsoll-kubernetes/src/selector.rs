//! Selectors: which objects an object is about.

use plimsoll_facts::{
    Why,
    read::Read,
    subjects::{Label, Requirement, Selector},
    value::{Content, Value},
};

use super::scalar::why_of;

/// A `LabelSelector`: `matchLabels` and `matchExpressions`.
pub(super) fn selector(value: &Value) -> Read<Selector> {
    if !matches!(value.content, Content::Map { .. }) {
        return Read::Unknown(why_of(value));
    }
    if value.is_incomplete() {
        return Read::Unknown(Why::Lost);
    }
    let labels = match value.get("matchLabels").map(labels) {
        None => Vec::new(),
        Some(Ok(labels)) => labels,
        Some(Err(why)) => return Read::Unknown(why),
    };
    let expressions = value.get("matchExpressions").map_or(&[][..], Value::items);
    let requirements: Result<Vec<Requirement>, Why> = expressions.iter().map(requirement).collect();
    match requirements {
        Ok(requirements) => Read::Value(Selector { labels, requirements }),
        Err(why) => Read::Unknown(why),
    }
}

/// A selector that is a mapping of labels.
pub(super) fn plain(value: &Value) -> Read<Selector> {
    match labels(value) {
        Ok(labels) => Read::Value(Selector { labels, requirements: Vec::new() }),
        Err(why) => Read::Unknown(why),
    }
}

/// The labels that the mapping holds.
pub(super) fn labels(value: &Value) -> Result<Vec<Label>, Why> {
    if !matches!(value.content, Content::Map { .. }) {
        return Err(why_of(value));
    }
    if value.is_incomplete() {
        return Err(Why::Lost);
    }
    let label = |member: &plimsoll_facts::value::Member| {
        let text = certain(&member.value)?;
        Ok(Label { key: member.key.to_string(), value: text })
    };
    value.members().iter().map(label).collect()
}

/// One of the conditions, by itself.
pub(super) fn condition(value: &Value) -> Read<Requirement> {
    match requirement(value) {
        Ok(requirement) => Read::Value(requirement),
        Err(why) => Read::Unknown(why),
    }
}

fn requirement(value: &Value) -> Result<Requirement, Why> {
    let text = |key: &str| value.get(key).map_or(Err(Why::Malformed), certain);
    let values = value.get("values").map_or(&[][..], Value::items);
    Ok(Requirement {
        key: text("key")?,
        operator: text("operator")?,
        values: values.iter().map(certain).collect::<Result<_, _>>()?,
    })
}

fn certain(value: &Value) -> Result<String, Why> {
    match value.text() {
        Some(text) if text.unknown.is_none() => Ok(text.value.to_string()),
        _ => Err(why_of(value)),
    }
}
