//! Flags of `etcd`: `--peer-auto-tls`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["etcd"], name: "peer-auto-tls", wants: Wants::NoneOf(&["true"]) }];

pub(super) static RULE: Rule = Rule {
    name: "self-made-peer-certificate",
    summary: "members of etcd make up their certificates",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("2.6"),
        trivy("KCV-0047"),
        kics("Peer Auto TLS Set To True"),
        kubescape("C-0158"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
