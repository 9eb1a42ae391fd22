//! Fields: `rules[].verbs`, `rules[].resources` of `Role` and `ClusterRole`.

use crate::{powers::is_about_own_resources, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "wildcard-grant",
    summary: "role allows every verb, or covers every resource",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.3"),
        nsa_cisa("authentication and authorization"),
        kube_linter("wildcard-in-rules"),
        trivy("KSV-0045"),
        trivy("KSV-0046"),
        trivy("KSV-0112"),
        checkov("CKV_K8S_49"),
        kics("RBAC Wildcard In Rule"),
        kubescape("C-0187"),
    ],
    check: Check::Grant(|grant, cx| {
        if grant.is_of_cluster() || !is_about_own_resources(grant) {
            return;
        }
        let every = |list: &'static str, it: &Fact<String>, cx: &mut crate::Context<'_>| {
            if it.known().is_some_and(|it| it == "*") {
                cx.report(it, format!("{grant} allows every {list} that exists or ever will"));
            }
        };
        for verb in &grant.verbs.items {
            every("verb", verb, cx);
        }
        for resource in &grant.resources.items {
            every("resource", resource, cx);
        }
    }),
    ..Rule::UNSET
};
