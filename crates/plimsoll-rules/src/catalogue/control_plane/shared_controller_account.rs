//! Flags of `kube-controller-manager`: `--use-service-account-credentials`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager"],
    name: "use-service-account-credentials",
    wants: Wants::OneOf(&["true"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "shared-controller-account",
    summary: "every controller has the rights of all",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.3.3"),
        trivy("KCV-0035"),
        checkov("CKV_K8S_108"),
        kics("Use Service Account Credentials Not Set To True"),
        kubescape("C-0146"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
