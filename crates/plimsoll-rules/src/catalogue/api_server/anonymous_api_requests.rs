//! Flags of `kube-apiserver`: `--anonymous-auth`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-apiserver"],
    name: "anonymous-auth",
    wants: Wants::OneOf(&["false"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "anonymous-api-requests",
    summary: "API server takes requests without a login",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.1"),
        trivy("KCV-0001"),
        checkov("CKV_K8S_68"),
        kics("Anonymous Auth Is Not Set To False"),
        kubescape("C-0113"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
