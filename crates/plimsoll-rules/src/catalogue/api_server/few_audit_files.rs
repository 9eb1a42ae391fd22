//! Flags of `kube-apiserver`: `--audit-log-maxbackup`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "audit-log-maxbackup",
    wants: Wants::AtLeast(10),
}];

pub(super) static RULE: Rule = Rule {
    name: "few-audit-files",
    summary: "few files of the record of requests are kept",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.18"),
        trivy("KCV-0021"),
        checkov("CKV_K8S_93"),
        kics("Audit Log Maxbackup Not Properly Set"),
        kubescape("C-0132"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
