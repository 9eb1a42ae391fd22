//! Flags of `kube-apiserver`: `--enable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "enable-admission-plugins",
    wants: Wants::Item("NodeRestriction"),
}];

pub(super) static RULE: Rule = Rule {
    name: "unlimited-kubelets",
    summary: "kubelets may change other nodes",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.14"),
        trivy("KCV-0016"),
        checkov("CKV_K8S_85"),
        kics("Node Restriction Admission Control Plugin Not Set"),
        kubescape("C-0127"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
