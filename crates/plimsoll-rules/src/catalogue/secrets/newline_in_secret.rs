//! Field: Kubernetes `Secret` `data`: a single line that ends in a line break once it is decoded.

use crate::prelude::*;

/// Whether the text is one line, and the break behind it.
fn is_line(text: &[u8]) -> bool {
    let Some(line) = text.strip_suffix(b"\n") else { return false };
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    !line.is_empty() && line.iter().all(u8::is_ascii_graphic)
}

pub(super) static RULE: Rule = Rule {
    name: "newline-in-secret",
    summary: "value of a secret ends in a line break",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[reliability("secrets")],
    check: Check::DataEntry(|entry, cx| {
        // Files end in a line break, and are read line by line.
        let is_file = entry.key.contains('.') && !entry.key.ends_with('.');
        if !entry.is_secret || !entry.is_encoded || is_file {
            return;
        }
        if entry.decoded().is_some_and(|it| is_line(&it)) {
            let object = cx.project.object(entry.object);
            let message = format!("`{}` of {object} ends in a line break", entry.key);
            cx.report(&entry.value, message);
        }
    }),
    ..Rule::UNSET
};
