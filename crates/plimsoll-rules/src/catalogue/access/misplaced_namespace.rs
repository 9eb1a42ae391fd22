//! Fields: `subjects[].namespace` of `RoleBinding` and `ClusterRoleBinding`. The API server refuses a service account without
//! one in the latter.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "misplaced-namespace",
    summary: "subject of a binding has a namespace where it must not, or none where it must",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server")],
    check: Check::Binding(|binding, cx| {
        for principal in &binding.principals.items {
            let Some(it) = principal.known() else { continue };
            // In a binding for one namespace, that one is meant.
            if it.kind == "ServiceAccount" && it.namespace.is_empty() && binding.is_cluster_wide {
                let message = format!("{binding} does not say which namespace `{}` is in", it.name);
                cx.report(principal, message);
            }
            if matches!(&*it.kind, "User" | "Group") && !it.namespace.is_empty() {
                let message = format!(
                    "`{}` of {binding} is a {}, which is in no namespace",
                    it.name, it.kind
                );
                // The authorizer compares the name alone.
                cx.report(principal, message).platform(Reaction::Drops);
            }
        }
    }),
    ..Rule::UNSET
};
