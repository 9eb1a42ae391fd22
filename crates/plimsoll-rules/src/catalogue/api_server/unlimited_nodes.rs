//! Flags of `kube-apiserver`: `--authorization-mode`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "authorization-mode",
    wants: Wants::Item("Node"),
}];

pub(super) static RULE: Rule = Rule {
    name: "unlimited-nodes",
    summary: "nodes may read what is not for them",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.7"),
        trivy("KCV-0008"),
        checkov("CKV_K8S_75"),
        kics("Authorization Mode Node Not Set"),
        kubescape("C-0119"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
