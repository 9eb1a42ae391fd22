//! Fields: Kubernetes labels: keys with an optional prefix, values of at most 63 letters, digits, `-`, `_` and `.`.

use crate::prelude::*;

fn judge(item: &Fact<Label>, cx: &mut crate::Context<'_>) {
    let Some(label) = item.known() else { return };
    // What is left of a template is not judged.
    if label.value.contains(['{', '$', '<']) || label.key.contains(['{', '$', '<']) {
        return;
    }
    if !label.value.is_empty() && !is_name(&label.value) {
        let message = format!("`{}` cannot be the value of a label", label.value);
        cx.report(item, message);
    }
    let (prefix, name) = label.key.split_once('/').unwrap_or(("", &label.key));
    if !is_name(name) || prefix.len() > 253 {
        cx.report(item, format!("`{}` cannot be the key of a label", label.key)).keyed("key");
    }
}

/// Whether it is a qualified name without its prefix.
fn is_name(text: &str) -> bool {
    let is_end = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    bytes.len() <= 63
        && is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}

pub(super) static RULE: Rule = Rule {
    name: "invalid-label",
    summary: "label is none",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_score("label-values"),
        kics("Metadata Label Is Invalid"),
    ],
    check: Check::Any(&[
        Check::Object(|object, cx| {
            for item in &object.labels.items {
                judge(item, cx);
            }
        }),
        Check::Workload(|workload, cx| {
            // The labels of a bare pod are those of its object.
            if workload.kind != WorkloadKind::Pod {
                workload.labels.items.iter().for_each(|it| judge(it, cx));
            }
        }),
    ]),
    ..Rule::UNSET
};
