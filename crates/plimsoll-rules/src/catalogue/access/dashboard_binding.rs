//! Field: `subjects[]` of `RoleBinding` and `ClusterRoleBinding` with the account of the Kubernetes dashboard.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dashboard-binding",
    summary: "role is given to the dashboard",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0014")],
    check: Check::Binding(|binding, cx| {
        for principal in &binding.principals.items {
            let is_dashboard = principal
                .known()
                .is_some_and(|it| it.kind == "ServiceAccount" && it.name == "kubernetes-dashboard");
            // Its own role comes with it.
            if is_dashboard && binding.role_name.is_not("kubernetes-dashboard".to_owned()) {
                cx.report(principal, format!("{binding} gives the dashboard a role"));
            }
        }
    }),
    ..Rule::UNSET
};
