//! Flags of `etcd`: `--client-cert-auth`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["etcd"], name: "client-cert-auth", wants: Wants::OneOf(&["true"]) }];

pub(super) static RULE: Rule = Rule {
    name: "anonymous-etcd-clients",
    summary: "etcd takes clients without a certificate",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("2.2"),
        trivy("KCV-0043"),
        checkov("CKV_K8S_117"),
        kics("Etcd Client Certificate Authentication Set To False"),
        kubescape("C-0154"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
