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
                format!("{field} has no effect before Kubernetes 1.{since}")
            }
            (_, Some(until)) if minor > until => {
                format!("{field} has had no effect since Kubernetes 1.{}", until + 1)
            }
            _ => return,
        };
        cx.report_at(&field.identity, field.identity.shown, message);
    }),
    ..Rule::UNSET
};
