//! Field: `subjects[]` of `RoleBinding` and `ClusterRoleBinding` with the group `system:masters`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "masters-binding",
    summary: "role is given to the group that nothing can refuse",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.7"),
        trivy("KSV-0123"),
        kubescape("C-0246"),
        kyverno("restrict-binding-system-groups"),
    ],
    check: Check::Binding(|binding, cx| {
        if binding.identity.name == "cluster-admin" {
            return;
        }
        for principal in &binding.principals.items {
            let is_masters = principal
                .known()
                .is_some_and(|it| it.kind == "Group" && it.name == "system:masters");
            if is_masters {
                cx.report(
                    principal,
                    format!("{binding} relies on `system:masters`, which cannot be revoked"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
