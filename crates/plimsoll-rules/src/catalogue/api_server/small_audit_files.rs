//! Flags of `kube-apiserver`: `--audit-log-maxsize`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "audit-log-maxsize",
    wants: Wants::AtLeast(100),
}];

pub(super) static RULE: Rule = Rule {
    name: "small-audit-files",
    summary: "files of the record of requests are small",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.19"),
        trivy("KCV-0022"),
        checkov("CKV_K8S_94"),
        kics("Audit Log Maxsize Not Properly Set"),
        kubescape("C-0133"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
