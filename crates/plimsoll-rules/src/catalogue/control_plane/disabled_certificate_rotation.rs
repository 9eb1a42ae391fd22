//! Flags of `kube-controller-manager`: `--feature-gates`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager"],
    name: "feature-gates",
    wants: Wants::NoItem("RotateKubeletServerCertificate=false"),
}];

pub(super) static RULE: Rule = Rule {
    name: "disabled-certificate-rotation",
    summary: "certificates of kubelets are not renewed",
    severity: Severity::Low,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.3.6"),
        trivy("KCV-0038"),
        checkov("CKV_K8S_112"),
        kics("Rotate Kubelet Server Certificate Not Active"),
        kubescape("C-0149"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
