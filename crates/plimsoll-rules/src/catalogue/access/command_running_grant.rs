//! Fields: `rules[]` of `Role` and `ClusterRole` that cover the subresources by which commands run
//! in pods that exist. `get` is enough for `exec` and `attach`: a WebSocket is opened by it.

use crate::prelude::*;

/// Subresources, and the verbs that run something by them.
const WAYS: &[(&str, &[&str])] = &[
    ("pods/exec", &["get", "create", "*"]),
    ("pods/attach", &["get", "create", "*"]),
    ("pods/ephemeralcontainers", &["update", "patch", "*"]),
    ("nodes/proxy", &["get", "create", "*"]),
];

pub(super) static RULE: Rule = Rule {
    name: "command-running-grant",
    summary: "role can run commands in pods that exist",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        nsa_cisa("authentication and authorization"),
        cis_kubernetes("5.1.10"),
        polaris("clusterrolePodExecAttach"),
        polaris("rolePodExecAttach"),
        trivy("KSV-0047"),
        trivy("KSV-0053"),
        trivy("KSV-0054"),
        checkov("CKV2_K8S_2"),
        kics("RBAC Roles with Exec Permission"),
        kics("RBAC Roles with Attach Permission"),
        kubescape("C-0002"),
        kubescape("C-0279"),
        polaris("clusterrolebindingPodExecAttach"),
        polaris("rolebindingRolePodExecAttach"),
        polaris("rolebindingClusterRolePodExecAttach"),
    ],
    check: Check::Grant(|grant, cx| {
        if grant.is_of_cluster() {
            return;
        }
        for (resource, verbs) in WAYS {
            let is_enough =
                |it: &&Fact<String>| it.known().is_some_and(|it| verbs.contains(&&**it));
            let Some(verb) = grant.verbs.items.iter().find(is_enough) else { continue };
            if grant.covers("", resource) {
                cx.report(verb, format!("{grant} can run commands in pods through `{resource}`"))
                    .keyed(*resource);
            }
        }
    }),
    ..Rule::UNSET
};
