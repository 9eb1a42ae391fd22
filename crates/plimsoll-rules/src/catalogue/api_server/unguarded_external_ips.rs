//! Flags of `kube-apiserver`: `--enable-admission-plugins`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "enable-admission-plugins",
    wants: Wants::Item("DenyServiceExternalIPs"),
}];

pub(super) static RULE: Rule = Rule {
    name: "unguarded-external-ips",
    summary: "services may claim any address",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cis_kubernetes("1.2.3"), kubescape("C-0283")],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
