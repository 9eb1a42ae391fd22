//! Fields: Kubernetes labels, plain selectors and annotations: keys with an optional prefix, values of at most 63 letters, digits, `-`, `_` and `.`.

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
    if !is_key(&label.key) {
        cx.report(item, format!("`{}` cannot be the key of a label", label.key)).keyed("key");
    }
}

/// Whether it is a qualified name.
fn is_key(key: &str) -> bool {
    let part = |it: &str| {
        let is_inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        !it.is_empty() && it.bytes().all(is_inner) && !it.starts_with('-') && !it.ends_with('-')
    };
    match key.split_once('/') {
        Some((prefix, name)) => is_name(name) && prefix.len() <= 253 && prefix.split('.').all(part),
        None => is_name(key),
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
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_score("label-values"),
        kics("Metadata Label Is Invalid"),
    ],
    check: Check::Any(&[
        Check::Object(|object, cx| {
            for item in &object.labels.items {
                // Of a namespace, the API server writes this one itself.
                let is_own = object.kind.is("Namespace".to_owned())
                    && item.holds(|it| it.key == "kubernetes.io/metadata.name");
                if !is_own {
                    judge(item, cx);
                }
            }
            for item in &object.annotations.items {
                // Annotations are not told apart by case.
                let is_bad = |it: &Annotation| {
                    !it.key.contains(['{', '$', '<']) && !is_key(&it.key.to_ascii_lowercase())
                };
                if let Some(annotation) = item.known().filter(|it| is_bad(it)) {
                    let message =
                        format!("`{}` cannot be the key of an annotation", annotation.key);
                    cx.report(item, message).keyed("annotation");
                }
            }
        }),
        Check::Workload(|workload, cx| {
            // The labels of a bare pod are those of its object.
            if workload.kind != WorkloadKind::Pod {
                workload.labels.items.iter().for_each(|it| judge(it, cx));
            }
            workload.node_selector.items.iter().for_each(|it| judge(it, cx));
        }),
        Check::Service(|service, cx| {
            service.selector.items.iter().for_each(|it| judge(it, cx));
        }),
    ]),
    ..Rule::UNSET
};
