//! Flags of `etcd`: `--peer-cert-file`, `--peer-key-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag { programs: &["etcd"], name: "peer-cert-file", wants: Wants::OneOf(&[]) },
    Flag { programs: &["etcd"], name: "peer-key-file", wants: Wants::OneOf(&[]) },
];

pub(super) static RULE: Rule = Rule {
    name: "missing-peer-certificate",
    summary: "members of etcd talk in the clear",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("2.4"),
        trivy("KCV-0045"),
        checkov("CKV_K8S_119"),
        kics("Etcd Peer TLS Certificate Files Not Properly Set"),
        kubescape("C-0156"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
