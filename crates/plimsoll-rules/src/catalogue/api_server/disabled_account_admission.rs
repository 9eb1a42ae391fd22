//! Flags of `kube-apiserver`: `--disable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "disable-admission-plugins",
    wants: Wants::NoItem("ServiceAccount"),
}];

pub(super) static RULE: Rule = Rule {
    name: "disabled-account-admission",
    summary: "pods get no service account by default",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.12"),
        trivy("KCV-0014"),
        checkov("CKV_K8S_82"),
        kics("Service Account Admission Control Plugin Disabled"),
        kubescape("C-0125"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
