//! Setting of kubelets: `authentication.anonymous.enabled`, flag `--anonymous-auth`. Refused: true.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted on a command line.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kubelet"], name: "anonymous-auth", wants: Wants::NoneOf(&["true"]) }];

pub(super) static RULE: Rule = Rule {
    name: "anonymous-kubelet-requests",
    summary: "kubelet answers whoever reaches it",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("4.2.1"),
        nsa_cisa("authentication and authorization"),
        checkov("CKV_K8S_138"),
        kics("Anonymous Auth Is Not Set To False"),
        kubescape("C-0069"),
        kubescape("C-0172"),
        trivy("KCV-0079"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| judge(FLAGS, container, cx)),
        Check::Kubelet(|kubelet, cx| {
            if kubelet.anonymous_requests.is(true) {
                cx.report(
                    &kubelet.anonymous_requests,
                    "the kubelet answers requests without credentials".to_owned(),
                )
                .harden(
                    "ask for credentials",
                    "tools that read the kubelet without a certificate or a token are turned away",
                    [kubelet.anonymous_requests.set(false)],
                );
            }
        }),
    ]),
    ..Rule::UNSET
};
