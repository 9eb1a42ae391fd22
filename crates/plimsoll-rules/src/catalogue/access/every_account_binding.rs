//! Field: `subjects[]` of `RoleBinding` and `ClusterRoleBinding`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "every-account-binding",
    summary: "role is given to every account of the cluster, or of a namespace",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.5"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-01011"),
        kubescape("C-0265"),
        kyverno("restrict-binding-system-groups"),
        gatekeeper("general/disallowanonymous"),
    ],
    check: Check::Binding(|binding, cx| {
        if binding.is_of_cluster() {
            return;
        }
        for principal in &binding.principals.items {
            let Some(it) = principal.known().filter(|it| it.kind == "Group") else { continue };
            let whom = match &*it.name {
                "system:authenticated" => "everybody with a login",
                "system:serviceaccounts" => "every pod of the cluster",
                name if name.starts_with("system:serviceaccounts:") => "every pod of a namespace",
                _ => continue,
            };
            cx.report(principal, format!("{binding} gives a role to {whom}"));
        }
    }),
    ..Rule::UNSET
};
