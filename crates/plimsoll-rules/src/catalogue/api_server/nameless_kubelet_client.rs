//! Flags of `kube-apiserver`: `--kubelet-client-certificate`, `--kubelet-client-key`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag {
        programs: &["kube-apiserver"],
        name: "kubelet-client-certificate",
        wants: Wants::OneOf(&[]),
    },
    Flag { programs: &["kube-apiserver"], name: "kubelet-client-key", wants: Wants::OneOf(&[]) },
];

pub(super) static RULE: Rule = Rule {
    name: "nameless-kubelet-client",
    summary: "API server does not show kubelets who it is",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.4"),
        trivy("KCV-0005"),
        checkov("CKV_K8S_72"),
        kics("Kubelet Client Certificate Or Key Not Set"),
        kubescape("C-0116"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
