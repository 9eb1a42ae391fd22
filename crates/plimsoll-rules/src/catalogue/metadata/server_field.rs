//! Fields: Kubernetes `metadata.uid`, `resourceVersion`, `creationTimestamp`, `generation`, `managedFields`, `selfLink` and `status`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "server-field",
    summary: "field is the API server's to write",
    severity: Severity::Low,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server")],
    fix: Some(Safety::Safe),
    check: Check::Object(|object, cx| {
        for item in &object.server_fields.items {
            let Some(path) = item.known() else { continue };
            cx.report(item, format!("`{path}` of {object} is the API server's to write"))
                .fix_safely("remove it", [item.remove()]);
        }
    }),
    ..Rule::UNSET
};
