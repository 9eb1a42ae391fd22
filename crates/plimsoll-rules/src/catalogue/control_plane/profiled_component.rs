//! Flags of `kube-apiserver`, `kube-controller-manager`, `kube-scheduler`: `--profiling`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver", "kube-controller-manager", "kube-scheduler"],
    name: "profiling",
    wants: Wants::OneOf(&["false"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "profiled-component",
    summary: "profile of the program can be read",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.15"),
        cis_kubernetes("1.3.2"),
        cis_kubernetes("1.4.1"),
        trivy("KCV-0018"),
        trivy("KCV-0034"),
        trivy("KCV-0040"),
        checkov("CKV_K8S_90"),
        checkov("CKV_K8S_107"),
        checkov("CKV_K8S_114"),
        kics("Profiling Not Set To False"),
        kubescape("C-0129"),
        kubescape("C-0145"),
        kubescape("C-0151"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
