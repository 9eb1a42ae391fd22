//! Field: `rules[].apiGroups` of `Role` and `ClusterRole`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "wildcard-group-grant",
    summary: "role covers resources of every API group",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.3"),
        checkov("CKV_K8S_49"),
        trivy("KSV-0044"),
        kics("RBAC Wildcard In Rule"),
    ],
    check: Check::Grant(|grant, cx| {
        if grant.is_of_cluster() {
            return;
        }
        for group in &grant.api_groups.items {
            if group.is("*".to_owned()) {
                cx.report(group, format!("{grant} covers resources of every API group"));
            }
        }
    }),
    ..Rule::UNSET
};
