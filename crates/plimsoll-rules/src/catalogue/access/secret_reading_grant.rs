//! Fields: `rules[]` of `Role` and `ClusterRole` that cover `secrets` with a verb that shows their
//! content. `list` and `watch` show it as `get` does.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-reading-grant",
    summary: "role can read every secret in its reach",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.2"),
        nsa_cisa("authentication and authorization"),
        kube_linter("access-to-secrets"),
        trivy("KSV-0041"),
        trivy("KSV-0113"),
        checkov("CKV2_K8S_5"),
        kics("RBAC Roles with Read Secrets Permissions"),
        kubescape("C-0015"),
        kubescape("C-0186"),
        kics("ServiceAccount Allows Access Secrets"),
        kyverno("restrict-secret-role-verbs"),
    ],
    check: Check::Grant(|grant, cx| {
        if grant.is_of_cluster() {
            return;
        }
        if !grant.covers("", "secrets") {
            return;
        }
        let reads = |it: &&Fact<String>| {
            it.known().is_some_and(|it| matches!(&**it, "get" | "list" | "watch" | "*"))
        };
        if let Some(verb) = grant.verbs.items.iter().find(reads) {
            cx.report(verb, format!("{grant} can read every secret in its reach"));
        }
    }),
    ..Rule::UNSET
};
