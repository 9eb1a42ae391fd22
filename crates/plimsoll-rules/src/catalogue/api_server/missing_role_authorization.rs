//! Flags of `kube-apiserver`: `--authorization-mode`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "authorization-mode",
    wants: Wants::Item("RBAC"),
}];

pub(super) static RULE: Rule = Rule {
    name: "missing-role-authorization",
    summary: "API server does not go by roles",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.8"),
        trivy("KCV-0009"),
        checkov("CKV_K8S_77"),
        kics("Authorization Mode RBAC Not Set"),
        kubescape("C-0120"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
