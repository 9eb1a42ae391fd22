//! Flags of `kube-apiserver`: `--service-account-key-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "service-account-key-file",
    wants: Wants::OneOf(&[]),
}];

pub(super) static RULE: Rule = Rule {
    name: "missing-account-key",
    summary: "tokens of accounts are checked with the key of the server",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.22"),
        trivy("KCV-0025"),
        checkov("CKV_K8S_97"),
        kics("Service Account Key File Not Properly Set"),
        kubescape("C-0136"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
