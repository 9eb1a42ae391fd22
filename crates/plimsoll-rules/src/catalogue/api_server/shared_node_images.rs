//! Flags of `kube-apiserver`: `--enable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "enable-admission-plugins",
    wants: Wants::Item("AlwaysPullImages"),
}];

pub(super) static RULE: Rule = Rule {
    name: "shared-node-images",
    summary: "pods use private images that others pulled",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.11"),
        trivy("KCV-0012"),
        checkov("CKV_K8S_80"),
        kics("Always Pull Images Admission Control Plugin Not Set"),
        kubescape("C-0123"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
