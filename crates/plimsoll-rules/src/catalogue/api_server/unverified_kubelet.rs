//! Flags of `kube-apiserver`: `--kubelet-certificate-authority`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "kubelet-certificate-authority",
    wants: Wants::OneOf(&[]),
}];

pub(super) static RULE: Rule = Rule {
    name: "unverified-kubelet",
    summary: "API server does not check whom it talks to",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.5"),
        trivy("KCV-0006"),
        checkov("CKV_K8S_73"),
        kics("Kubelet Certificate Authority Not Set"),
        kubescape("C-0117"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
