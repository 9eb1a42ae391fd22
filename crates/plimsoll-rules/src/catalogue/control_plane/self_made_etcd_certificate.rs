//! Flags of `etcd`: `--auto-tls`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["etcd"], name: "auto-tls", wants: Wants::NoneOf(&["true"]) }];

pub(super) static RULE: Rule = Rule {
    name: "self-made-etcd-certificate",
    summary: "etcd makes up its certificate",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("2.3"),
        trivy("KCV-0044"),
        checkov("CKV_K8S_118"),
        kics("Auto TLS Set To True"),
        kubescape("C-0155"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
