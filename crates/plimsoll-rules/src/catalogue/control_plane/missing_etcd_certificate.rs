//! Flags of `etcd`: `--cert-file`, `--key-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag { programs: &["etcd"], name: "cert-file", wants: Wants::OneOf(&[]) },
    Flag { programs: &["etcd"], name: "key-file", wants: Wants::OneOf(&[]) },
];

pub(super) static RULE: Rule = Rule {
    name: "missing-etcd-certificate",
    summary: "etcd talks to clients in the clear",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("2.1"),
        trivy("KCV-0042"),
        checkov("CKV_K8S_116"),
        kics("Etcd TLS Certificate Files Not Properly Set"),
        kubescape("C-0153"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
