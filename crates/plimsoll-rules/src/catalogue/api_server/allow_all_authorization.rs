//! Flags of `kube-apiserver`: `--authorization-mode`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "authorization-mode",
    wants: Wants::NoItem("AlwaysAllow"),
}];

pub(super) static RULE: Rule = Rule {
    name: "allow-all-authorization",
    summary: "API server allows every request",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.6"),
        trivy("KCV-0007"),
        checkov("CKV_K8S_74"),
        kics("Authorization Mode Set To Always Allow"),
        kubescape("C-0118"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
