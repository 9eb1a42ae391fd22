//! Fields: `subjects[].namespace` of `RoleBinding` and `ClusterRoleBinding`. The API server refuses a service account without
//! one.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "misplaced-namespace",
    summary: "subject of a binding has a namespace where it must not, or none where it must",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server")],
    check: Check::Binding(|binding, cx| {
        for principal in &binding.principals.items {
            let Some(it) = principal.known() else { continue };
            if it.kind == "ServiceAccount" && it.namespace.is_empty() {
                let message = format!("{binding} does not say which namespace `{}` is in", it.name);
                cx.report(principal, message);
            }
        }
    }),
    ..Rule::UNSET
};
