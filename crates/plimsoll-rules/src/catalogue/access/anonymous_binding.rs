//! Field: `subjects[]` of `RoleBinding` and `ClusterRoleBinding`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "anonymous-binding",
    summary: "role is given to everybody without a login",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-0122"),
        kubescape("C-0262"),
        kubesec("BindingsToSystemAnonymous"),
        kyverno("restrict-binding-system-groups"),
        gatekeeper("general/disallowanonymous"),
    ],
    check: Check::Binding(|binding, cx| {
        if binding.is_of_cluster() {
            return;
        }
        for principal in &binding.principals.items {
            let is_anonymous = principal.known().is_some_and(|it| {
                matches!(
                    (&*it.kind, &*it.name),
                    ("User", "system:anonymous") | ("Group", "system:unauthenticated")
                )
            });
            if is_anonymous {
                cx.report(
                    principal,
                    format!("{binding} gives a role to everybody without a login"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
