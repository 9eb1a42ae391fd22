//! Flags of `kube-apiserver`: `--client-ca-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "client-ca-file", wants: Wants::OneOf(&[]) }];

pub(super) static RULE: Rule = Rule {
    name: "missing-client-authority",
    summary: "API server knows no authority for clients",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.25"),
        trivy("KCV-0028"),
        kics("Client Certificate Authentication Not Setup Properly"),
        kubescape("C-0139"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
