//! Fields: `rules[]` of `Role` and `ClusterRole` by which somebody becomes more than they are.
//!
//! Source: *RBAC Good Practices*, section "privilege escalation risks", of the Kubernetes
//! documentation.

use crate::{
    powers::{TAKEOVER, report_powers},
    prelude::*,
};

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
    check: Check::Grant(|grant, cx| report_powers(TAKEOVER, grant, cx)),
    ..Rule::UNSET
};
