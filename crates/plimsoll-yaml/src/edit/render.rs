//! Values as text: on one line in flow style, or on lines of their own in block style.

use super::{
    Plain,
    quote::{self, Quoting},
};

/// How values are written between brackets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FlowStyle {
    /// How texts are quoted.
    pub(super) texts: Quoting,
    /// How keys are quoted.
    pub(super) keys: Quoting,
    /// Whether a blank stands inside the brackets of a mapping: `{ a: b }`.
    pub(super) padded: bool,
}

/// How values are written on lines of their own.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockStyle {
    /// How far a mapping stands to the right of the key that holds it, in columns.
    pub(super) step: usize,
    /// Whether the dashes of a sequence stand below the first letter of the key that holds it.
    pub(super) indentless: bool,
    /// How texts and keys are quoted.
    pub(super) flow: FlowStyle,
}

/// A value that holds nothing that would need a line of its own.
fn leaf(value: &Plain, texts: Quoting, in_flow: bool) -> Option<String> {
    match value {
        Plain::Null => Some("null".to_owned()),
        Plain::Bool(value) => Some(value.to_string()),
        Plain::Int(value) => Some(value.to_string()),
        Plain::Str(value) => Some(quote::write(value, texts, in_flow)),
        Plain::List(items) if items.is_empty() => Some("[]".to_owned()),
        Plain::Map(entries) if entries.is_empty() => Some("{}".to_owned()),
        Plain::List(_) | Plain::Map(_) => None,
    }
}

/// `value` on one line, between brackets where it is a collection.
pub(super) fn flow(value: &Plain, style: &FlowStyle) -> String {
    match value {
        Plain::List(items) if !items.is_empty() => {
            let items: Vec<_> = items.iter().map(|item| flow(item, style)).collect();
            format!("[{}]", items.join(", "))
        }
        Plain::Map(entries) if !entries.is_empty() => {
            let entries: Vec<_> =
                entries.iter().map(|(key, value)| flow_entry(key, value, style)).collect();
            let padding = if style.padded { " " } else { "" };
            format!("{{{padding}{}{padding}}}", entries.join(", "))
        }
        _ => leaf(value, style.texts, true).unwrap_or_default(),
    }
}

/// `key: value` on one line.
pub(super) fn flow_entry(key: &str, value: &Plain, style: &FlowStyle) -> String {
    format!("{}: {}", quote::write(key, style.keys, true), flow(value, style))
}

/// A scalar or an empty collection as it stands behind a key or dash; `None` for what needs lines
/// of its own.
pub(super) fn inline(value: &Plain, style: &BlockStyle) -> Option<String> {
    leaf(value, style.flow.texts, false)
}

/// The lines of a collection whose keys or dashes stand at `column`, with their indentation and
/// without line breaks; none for what is written inline.
pub(super) fn lines(value: &Plain, column: usize, style: &BlockStyle) -> Vec<String> {
    let mut lines = Vec::new();
    match value {
        Plain::List(items) => {
            items.iter().for_each(|item| item_lines(item, column, style, &mut lines));
        }
        Plain::Map(entries) => {
            entries
                .iter()
                .for_each(|(key, value)| entry_lines(key, value, column, style, &mut lines));
        }
        Plain::Null | Plain::Bool(_) | Plain::Int(_) | Plain::Str(_) => {}
    }
    lines
}

/// The lines of one entry whose key stands at `column`.
pub(super) fn entry_lines(
    key: &str,
    value: &Plain,
    column: usize,
    style: &BlockStyle,
    lines: &mut Vec<String>,
) {
    let key = quote::write(key, style.flow.keys, false);
    if let Some(value) = inline(value, style) {
        lines.push(format!("{:column$}{key}: {value}", ""));
        return;
    }
    lines.push(format!("{:column$}{key}:", ""));
    lines.extend(self::lines(value, column + inner_step(value, style), style));
}

/// The lines of one item whose dash stands at `column`.
pub(super) fn item_lines(
    value: &Plain,
    column: usize,
    style: &BlockStyle,
    lines: &mut Vec<String>,
) {
    item_lines_after(value, column, 2, style, lines);
}

/// The lines of one item whose dash stands at `column` and whose content `gap` columns after it.
pub(super) fn item_lines_after(
    value: &Plain,
    column: usize,
    gap: usize,
    style: &BlockStyle,
    lines: &mut Vec<String>,
) {
    let dash = format!("{:column$}{:gap$}", "", "-");
    if let Some(value) = inline(value, style) {
        lines.push(dash + &value);
        return;
    }
    let inner = self::lines(value, column + gap, style);
    for (position, line) in inner.into_iter().enumerate() {
        if position == 0 {
            lines.push(format!("{dash}{}", line.trim_start_matches(' ')));
        } else {
            lines.push(line);
        }
    }
}

/// How far the lines of `value` stand to the right of the key that holds it.
pub(super) fn inner_step(value: &Plain, style: &BlockStyle) -> usize {
    if matches!(value, Plain::List(_)) && style.indentless { 0 } else { style.step }
}
