//! Flags of `kube-controller-manager`: `--root-ca-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager"],
    name: "root-ca-file",
    wants: Wants::OneOf(&[]),
}];

pub(super) static RULE: Rule = Rule {
    name: "missing-root-authority",
    summary: "pods cannot check the API server",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.3.5"),
        trivy("KCV-0037"),
        checkov("CKV_K8S_111"),
        kics("Root Certificate Authority File Not Defined"),
        kubescape("C-0148"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
