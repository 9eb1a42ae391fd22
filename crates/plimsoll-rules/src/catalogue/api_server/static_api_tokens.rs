//! Flags of `kube-apiserver`: `--token-auth-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "token-auth-file", wants: Wants::NoneOf(&[]) }];

pub(super) static RULE: Rule = Rule {
    name: "static-api-tokens",
    summary: "API server knows tokens from a file",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.2"),
        trivy("KCV-0002"),
        checkov("CKV_K8S_70"),
        kics("Token Auth File Is Set"),
        kubescape("C-0114"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
