//! Flags of `kube-apiserver`: `--enable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "enable-admission-plugins",
    wants: Wants::Item("EventRateLimit"),
}];

pub(super) static RULE: Rule = Rule {
    name: "unlimited-events",
    summary: "API server takes any number of events",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.9"),
        trivy("KCV-0010"),
        checkov("CKV_K8S_78"),
        kics("Event Rate Limit Admission Control Plugin Not Set"),
        kubescape("C-0121"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
