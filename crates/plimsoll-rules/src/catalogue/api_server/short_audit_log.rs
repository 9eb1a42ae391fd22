//! Flags of `kube-apiserver`: `--audit-log-maxage`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "audit-log-maxage", wants: Wants::AtLeast(30) }];

pub(super) static RULE: Rule = Rule {
    name: "short-audit-log",
    summary: "record of requests is thrown away early",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.17"),
        trivy("KCV-0020"),
        checkov("CKV_K8S_92"),
        kics("Audit Log Maxage Not Properly Set"),
        kubescape("C-0131"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
