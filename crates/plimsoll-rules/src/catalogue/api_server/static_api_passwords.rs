//! Flags of `kube-apiserver`: `--basic-auth-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "basic-auth-file", wants: Wants::NoneOf(&[]) }];

pub(super) static RULE: Rule = Rule {
    name: "static-api-passwords",
    summary: "API server knows passwords from a file",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[checkov("CKV_K8S_69"), kics("Basic Auth File Is Set")],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
