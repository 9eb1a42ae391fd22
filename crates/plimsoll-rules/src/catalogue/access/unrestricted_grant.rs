//! Field: `rules[]` of `Role` and `ClusterRole` with `*` for groups, resources and verbs at once.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unrestricted-grant",
    summary: "role allows everything on everything",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.3"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-0044"),
        kube_linter("wildcard-in-rules"),
        checkov("CKV_K8S_49"),
        kics("RBAC Wildcard In Rule"),
        kubescape("C-0187"),
        kubescape("C-0035"),
    ],
    supersedes: &[
        "wildcard-grant",
        "escalating-grant",
        "admission-changing-grant",
        "secret-reading-grant",
        "command-running-grant",
        "wildcard-group-grant",
        "secret-changing-grant",
        "pod-creating-grant",
        "port-forwarding-grant",
        "access-changing-grant",
        "volume-creating-grant",
        "config-map-changing-grant",
        "network-changing-grant",
        "service-status-changing-grant",
        "trace-deleting-grant",
        "workload-deleting-grant",
        "node-changing-grant",
        "namespace-relabelling-grant",
    ],
    check: Check::Grant(|grant, cx| {
        if grant.is_of_cluster() {
            return;
        }
        let is_every = |it: &&Fact<String>| it.known().is_some_and(|it| it == "*");
        let names = &grant.resource_names;
        let all = grant.api_groups.has(|it| it == "*") && grant.resources.has(|it| it == "*");
        if !all || !names.items.is_empty() {
            return;
        }
        if let Some(verb) = grant.verbs.items.iter().find(is_every) {
            cx.report(verb, format!("{grant} allows every verb on every resource"));
        }
    }),
    ..Rule::UNSET
};
