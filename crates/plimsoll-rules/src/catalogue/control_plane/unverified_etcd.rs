//! Flags of `kube-apiserver`: `--etcd-cafile`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "etcd-cafile", wants: Wants::OneOf(&[]) }];

pub(super) static RULE: Rule = Rule {
    name: "unverified-etcd",
    summary: "API server does not check which etcd it talks to",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.26"),
        trivy("KCV-0029"),
        checkov("CKV_K8S_102"),
        kics("Etcd Client Certificate File Not Defined"),
        kics("Etcd Peer TLS Certificate Files Not Properly Set"),
        kubescape("C-0140"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
