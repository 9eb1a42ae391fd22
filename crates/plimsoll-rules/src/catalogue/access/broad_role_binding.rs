//! Field: `roleRef` of a `ClusterRoleBinding` with one of the roles that people have in a namespace: `admin`, `edit`.
//!
//! Source: *Using RBAC Authorization*, "user-facing roles": both read secrets and run pods as any account of a namespace.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "broad-role-binding",
    summary: "role for one namespace is given in all of them",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.1"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-0111"),
    ],
    check: Check::Binding(|binding, cx| {
        if !binding.is_cluster_wide || binding.is_of_cluster() {
            return;
        }
        if binding.role_name.holds(|it| matches!(&**it, "admin" | "edit"))
            && !binding.principals.lacks(|_| true)
        {
            cx.report(
                &binding.role_name,
                format!("{binding} lets them read the secrets of every namespace, and run pods"),
            );
        }
    }),
    ..Rule::UNSET
};
