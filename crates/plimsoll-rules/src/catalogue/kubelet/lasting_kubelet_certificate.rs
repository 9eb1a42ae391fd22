//! Setting of kubelets: `rotateCertificates`, flag `--rotate-certificates`. Refused: false.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted on a command line.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kubelet"],
    name: "rotate-certificates",
    wants: Wants::NoneOf(&["false"]),
}];

pub(super) static RULE: Rule = Rule {
    name: "lasting-kubelet-certificate",
    summary: "kubelet keeps the certificate that it was given",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("4.2.10"),
        checkov("CKV_K8S_149"),
        kics("Kubelet Client Periodic Certificate Switch Disabled"),
        kubescape("C-0181"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| judge(FLAGS, container, cx)),
        Check::Kubelet(|kubelet, cx| {
            if kubelet.certificate_rotation.is(false) {
                let message = "the kubelet does not renew its certificate".to_owned();
                cx.report(&kubelet.certificate_rotation, message).harden(
                    "renew it",
                    "a kubelet that the API server does not sign certificates for fails when its own ends",
                    [kubelet.certificate_rotation.set(true)],
                );
            }
        }),
    ]),
    ..Rule::UNSET
};
