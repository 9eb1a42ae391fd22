//! Flags of `kube-apiserver`: `--encryption-provider-config`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "encryption-provider-config",
    wants: Wants::OneOf(&[]),
}];

pub(super) static RULE: Rule = Rule {
    name: "unencrypted-store",
    summary: "secrets are stored in the clear",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.27"),
        trivy("KCV-0030"),
        checkov("CKV_K8S_104"),
        kics("Encryption Provider Config Is Not Defined"),
        kubescape("C-0141"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
