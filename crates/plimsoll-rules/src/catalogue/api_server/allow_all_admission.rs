//! Flags of `kube-apiserver`: `--enable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "enable-admission-plugins",
    wants: Wants::NoItem("AlwaysAdmit"),
}];

pub(super) static RULE: Rule = Rule {
    name: "allow-all-admission",
    summary: "admission lets everything in",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.10"),
        trivy("KCV-0011"),
        checkov("CKV_K8S_79"),
        kics("Always Admit Admission Control Plugin Set"),
        kubescape("C-0122"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
