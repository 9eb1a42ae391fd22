//! Field: Kubernetes `Secret` `data`: base64 as RFC 4648 has it, with padding.

use plimsoll_model::syntax::placeholder::is_placeholder;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "invalid-secret-data",
    summary: "secret has a value that is not base64",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::DataEntry(|entry, cx| {
        let is_written = entry.value.holds(|it| !is_placeholder(it.reveal()));
        if entry.is_encoded && is_written && entry.decoded().is_none() {
            let object = cx.project.object(entry.object);
            let message = format!(
                "`{}` of {object} is not base64; `stringData` takes text as it is",
                entry.key
            );
            cx.report(&entry.value, message);
        }
    }),
    ..Rule::UNSET
};
