//! Flags of `kube-apiserver`: `--insecure-bind-address`, `--insecure-port`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag {
        programs: &["kube-apiserver"],
        name: "insecure-bind-address",
        wants: Wants::NoneOf(&[]),
    },
    Flag { programs: &["kube-apiserver"], name: "insecure-port", wants: Wants::NoneOrZero },
];

pub(super) static RULE: Rule = Rule {
    name: "plaintext-api-port",
    summary: "API server has a port without login and encryption",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[checkov("CKV_K8S_86"), checkov("CKV_K8S_88")],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
