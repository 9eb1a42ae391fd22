//! Flags of `kube-controller-manager`, `kube-scheduler`: `--bind-address`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager", "kube-scheduler"],
    name: "bind-address",
    wants: Wants::OneOf(&["127.0.0.1"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "open-component-port",
    summary: "health and metrics are open to the network",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.3.7"),
        cis_kubernetes("1.4.2"),
        trivy("KCV-0039"),
        trivy("KCV-0041"),
        checkov("CKV_K8S_113"),
        checkov("CKV_K8S_115"),
        kics("Bind Address Not Properly Set"),
        kubescape("C-0150"),
        kubescape("C-0152"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
