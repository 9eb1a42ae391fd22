//! Flags of `kube-apiserver`: `--secure-port`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kube-apiserver"], name: "secure-port", wants: Wants::NoneOf(&["0"]) }];

pub(super) static RULE: Rule = Rule {
    name: "disabled-secure-port",
    summary: "API server has no encrypted port",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        trivy("KCV-0017"),
        checkov("CKV_K8S_89"),
        kics("Secure Port Set To Zero"),
        kubescape("C-0128"),
    ],
    check: Check::Container(|container, cx| judge(FLAGS, container, cx)),
    ..Rule::UNSET
};
