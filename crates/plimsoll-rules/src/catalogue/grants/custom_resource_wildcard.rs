//! Fields: `*` in `rules[].verbs` or `resources` of `Role` and `ClusterRole` for API groups that are not Kubernetes' own.

use crate::{powers::is_about_custom_resources, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "custom-resource-wildcard",
    summary: "role allows everything on the objects of an extension",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.3"),
        kube_linter("wildcard-in-rules"),
        trivy("KSV-0045"),
        trivy("KSV-0046"),
        trivy("KSV-0112"),
        checkov("CKV_K8S_49"),
        kics("RBAC Wildcard In Rule"),
        kubescape("C-0187"),
    ],
    check: Check::Grant(|grant, cx| {
        if grant.is_of_cluster() || !is_about_custom_resources(grant) {
            return;
        }
        for item in grant.verbs.items.iter().chain(&grant.resources.items) {
            if item.is("*".to_owned()) {
                cx.report(
                    item,
                    format!("{grant} allows everything on the objects of an extension"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
