//! Flags of `kube-controller-manager`: `--terminated-pod-gc-threshold`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager"],
    name: "terminated-pod-gc-threshold",
    wants: Wants::OneOf(&[]),
}];

pub(super) static RULE: Rule = Rule {
    name: "kept-ended-pods",
    summary: "number of ended pods that are kept is left open",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.3.1"),
        trivy("KCV-0033"),
        checkov("CKV_K8S_106"),
        kics("Terminated Pod Garbage Collector Threshold Not Properly Set"),
        kubescape("C-0144"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
