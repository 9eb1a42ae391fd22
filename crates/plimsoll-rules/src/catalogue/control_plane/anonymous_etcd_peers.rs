//! Flags of `etcd`: `--peer-client-cert-auth`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["etcd"], name: "peer-client-cert-auth", wants: Wants::OneOf(&["true"]) }];

pub(super) static RULE: Rule = Rule {
    name: "anonymous-etcd-peers",
    summary: "etcd takes members without a certificate",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("2.5"),
        trivy("KCV-0046"),
        checkov("CKV_K8S_121"),
        kics("Etcd Peer Client Certificate Authentication Set To False"),
        kubescape("C-0157"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
