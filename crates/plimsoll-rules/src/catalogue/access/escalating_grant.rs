//! Fields: `rules[]` of `Role` and `ClusterRole` by which somebody becomes more than they are.
//!
//! Source: *RBAC Good Practices*, section "privilege escalation risks", of the Kubernetes
//! documentation.

use crate::prelude::*;

/// Group, resource, verbs, and what they amount to.
const POWERS: &[(&str, &str, &[&str], &str)] = &[
    ("", "users", &["impersonate", "*"], "act as any user"),
    ("", "groups", &["impersonate", "*"], "act as a member of any group"),
    ("", "serviceaccounts", &["impersonate", "*"], "act as any service account"),
    ("", "serviceaccounts/token", &["create", "*"], "make tokens for any service account"),
    (RBAC, "roles", &["escalate", "*"], "give a role more than they have themselves"),
    (RBAC, "clusterroles", &["escalate", "*"], "give a role more than they have themselves"),
    (RBAC, "roles", &["bind", "*"], "bind roles that they do not have"),
    (RBAC, "clusterroles", &["bind", "*"], "bind roles that they do not have"),
    (ADMISSION, "mutatingwebhookconfigurations", WRITE, "change every request to the cluster"),
    (ADMISSION, "validatingwebhookconfigurations", WRITE, "read every request to the cluster"),
    ("certificates.k8s.io", "signers", &["approve", "*"], "approve certificates for any identity"),
];

const RBAC: &str = "rbac.authorization.k8s.io";
const ADMISSION: &str = "admissionregistration.k8s.io";
const WRITE: &[&str] = &["create", "update", "patch", "*"];

pub(super) static RULE: Rule = Rule {
    name: "escalating-grant",
    summary: "role lets its holder gain any right",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.8"),
        cis_kubernetes("5.1.11"),
        cis_kubernetes("5.1.12"),
        cis_kubernetes("5.1.13"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-0043"),
        trivy("KSV-0050"),
        trivy("KSV-0114"),
        checkov("CKV_K8S_155"),
        checkov("CKV_K8S_156"),
        checkov("CKV_K8S_157"),
        checkov("CKV_K8S_158"),
        checkov("CKV2_K8S_3"),
        kics("RBAC Roles with Impersonate Permission"),
        kics("RBAC Roles Allow Privilege Escalation"),
        kubescape("C-0065"),
        kubescape("C-0191"),
        kubescape("C-0280"),
        kubescape("C-0281"),
        kubescape("C-0282"),
    ],
    check: Check::Grant(|grant, cx| {
        let mut told = Vec::new();
        for (group, resource, verbs, power) in POWERS {
            let is_enough =
                |it: &&Fact<String>| it.known().is_some_and(|it| verbs.contains(&&**it));
            let Some(verb) = grant.verbs.items.iter().find(is_enough) else { continue };
            if grant.covers(group, resource) && !told.contains(power) {
                told.push(*power);
                cx.report(verb, format!("holders of {grant} can {power}")).keyed(*power);
            }
        }
    }),
    ..Rule::UNSET
};
