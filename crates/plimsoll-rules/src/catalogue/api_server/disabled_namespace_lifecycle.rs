//! Flags of `kube-apiserver`: `--disable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "disable-admission-plugins",
    wants: Wants::NoItem("NamespaceLifecycle"),
}];

pub(super) static RULE: Rule = Rule {
    name: "disabled-namespace-lifecycle",
    summary: "objects can be made in namespaces that are going",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.13"),
        trivy("KCV-0015"),
        checkov("CKV_K8S_83"),
        kics("Namespace Lifecycle Admission Control Plugin Disabled"),
        kubescape("C-0126"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
