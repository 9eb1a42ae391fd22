//! Flags of `kube-apiserver`: `--tls-cert-file`, `--tls-private-key-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag { programs: &["kube-apiserver"], name: "tls-cert-file", wants: Wants::OneOf(&[]) },
    Flag { programs: &["kube-apiserver"], name: "tls-private-key-file", wants: Wants::OneOf(&[]) },
];

pub(super) static RULE: Rule = Rule {
    name: "missing-server-certificate",
    summary: "API server makes up its certificate",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.24"),
        trivy("KCV-0027"),
        checkov("CKV_K8S_100"),
        kics("TSL Connection Certificate Not Setup"),
        kubescape("C-0138"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
