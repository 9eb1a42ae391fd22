//! Field: `subjects[]` of `RoleBinding` and `ClusterRoleBinding`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "shared-account-binding",
    summary: "role is given to the account that pods have by default",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.5"),
        checkov("CKV_K8S_42"),
        kics("Role Binding To Default Service Account"),
    ],
    check: Check::Binding(|binding, cx| {
        for principal in &binding.principals.items {
            let is_default = principal
                .known()
                .is_some_and(|it| it.kind == "ServiceAccount" && it.name == "default");
            if is_default {
                cx.report(
                    principal,
                    format!("{binding} gives a role to every pod without an account of its own"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
