//! Flags of `kube-controller-manager`: `--service-account-private-key-file`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager"],
    name: "service-account-private-key-file",
    wants: Wants::OneOf(&[]),
}];

pub(super) static RULE: Rule = Rule {
    name: "missing-account-signing-key",
    summary: "tokens of accounts are signed with no key of their own",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.3.4"),
        trivy("KCV-0036"),
        checkov("CKV_K8S_110"),
        kics("Service Account Private Key File Not Defined"),
        kubescape("C-0147"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
