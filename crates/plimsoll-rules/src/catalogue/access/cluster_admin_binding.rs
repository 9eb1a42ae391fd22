//! Field: `roleRef` of `RoleBinding` and `ClusterRoleBinding`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "cluster-admin-binding",
    summary: "binding gives every right",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.1"),
        nsa_cisa("authentication and authorization"),
        kube_linter("cluster-admin-role-binding"),
        polaris("clusterrolebindingClusterAdmin"),
        trivy("KSV-0111"),
        kics("Cluster Admin Rolebinding With Superuser Permissions"),
        kubescape("C-0035"),
        kubescape("C-0185"),
        polaris("rolebindingClusterAdminClusterRole"),
        kubescape("C-0272"),
    ],
    check: Check::Binding(|binding, cx| {
        let is_admin = binding.role_kind.holds(|it| it == "ClusterRole")
            && binding.role_name.holds(|it| it == "cluster-admin");
        // One that the cluster makes itself, and one for nobody.
        let is_moot =
            binding.identity.name == "cluster-admin" || binding.principals.lacks(|_| true);
        if is_admin && !is_moot {
            let reach = if binding.is_cluster_wide { "the cluster" } else { "its namespace" };
            cx.report(&binding.role_name, format!("{binding} gives every right in {reach}"));
        }
    }),
    ..Rule::UNSET
};
