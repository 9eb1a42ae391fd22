//! Flags of `kube-apiserver`: `--kubelet-https`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "kubelet-https",
    wants: Wants::NoneOf(&["false"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "plaintext-kubelet-requests",
    summary: "API server talks to kubelets without encryption",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[trivy("KCV-0004"), checkov("CKV_K8S_71"), kics("Kubelet HTTPS Set To False")],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
