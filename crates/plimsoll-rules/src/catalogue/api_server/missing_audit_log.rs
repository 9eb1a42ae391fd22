//! Flags of `kube-apiserver`: `--audit-log-path`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "audit-log-path", wants: Wants::OneOf(&[]) }];

pub(super) static RULE: Rule = Rule {
    name: "missing-audit-log",
    summary: "API server keeps no record of requests",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.16"),
        trivy("KCV-0019"),
        checkov("CKV_K8S_91"),
        kics("Audit Log Path Not Set"),
        kubescape("C-0130"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
