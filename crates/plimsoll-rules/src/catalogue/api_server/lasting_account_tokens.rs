//! Flags of `kube-apiserver`: `--service-account-lookup`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "service-account-lookup",
    wants: Wants::NoneOf(&["false"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "lasting-account-tokens",
    summary: "tokens of deleted accounts go on working",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.21"),
        trivy("KCV-0024"),
        checkov("CKV_K8S_96"),
        kics("Service Account Lookup Set To False"),
        kubescape("C-0135"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
