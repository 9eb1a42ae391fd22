//! Flags of `kube-apiserver`: `--etcd-certfile`, `--etcd-keyfile`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag { programs: &["kube-apiserver"], name: "etcd-certfile", wants: Wants::OneOf(&[]) },
    Flag { programs: &["kube-apiserver"], name: "etcd-keyfile", wants: Wants::OneOf(&[]) },
];

pub(super) static RULE: Rule = Rule {
    name: "nameless-etcd-client",
    summary: "API server does not show etcd who it is",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.23"),
        trivy("KCV-0026"),
        checkov("CKV_K8S_99"),
        kics("Etcd TLS Certificate Not Properly Configured"),
        kubescape("C-0137"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
