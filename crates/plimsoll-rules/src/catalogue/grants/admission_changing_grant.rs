//! Fields: `rules[]` of `Role` and `ClusterRole` that write webhooks and policies that only check requests, or delete any.
//!
//! Source: *RBAC Good Practices*, "control admission webhooks", of the Kubernetes documentation.

use crate::{
    powers::{ADMISSION_CHANGE, report_powers},
    prelude::*,
};

pub(super) static RULE: Rule = Rule {
    name: "admission-changing-grant",
    summary: "role can see, or stop, the checks of requests",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.12"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-0114"),
        checkov("CKV_K8S_155"),
        kubescape("C-0281"),
    ],
    check: Check::Grant(|grant, cx| report_powers(ADMISSION_CHANGE, grant, cx)),
    ..Rule::UNSET
};
