//! Fields and the versions that have them, against the parameter `kubernetes-version`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unavailable-field",
    summary: "field does not exist in this version of Kubernetes",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::VersionedField(|field, cx| {
        let minor = cx.parameters.kubernetes_minor;
        let message = match (field.since, field.until) {
            (Some(since), _) if minor < since => {
                format!("{field} is refused before Kubernetes 1.{since}, which has it first")
            }
            (_, Some(until)) if minor > until => {
                format!("{field} is refused since Kubernetes 1.{}, which has it no more", until + 1)
            }
            _ => return,
        };
        cx.report_at(&field.identity, field.identity.shown, message);
    }),
    ..Rule::UNSET
};
