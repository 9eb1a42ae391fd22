//! Setting of kubelets: `readOnlyPort`, flag `--read-only-port`. Allowed: 0.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted on a command line.
const FLAGS: &[Flag] =
    &[Flag { programs: &["kubelet"], name: "read-only-port", wants: Wants::NoneOrZero }];

pub(super) static RULE: Rule = Rule {
    name: "open-kubelet-port",
    summary: "kubelet tells everybody about its pods",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("4.2.4"),
        nsa_cisa("network separation and hardening"),
        checkov("CKV_K8S_141"),
        kics("Kubelet Read Only Port Is Not Set To Zero"),
        kubescape("C-0175"),
        trivy("KCV-0082"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| judge(FLAGS, container, cx)),
        Check::Kubelet(|kubelet, cx| {
            if kubelet.read_only_port.holds(|it| *it != 0) {
                cx.report(
                    &kubelet.read_only_port,
                    "the kubelet answers on a port that asks nobody who they are".to_owned(),
                )
                .harden(
                    "close the port",
                    "what reads metrics from that port has to use 10250, with a token",
                    [kubelet.read_only_port.set(0)],
                );
            }
        }),
    ]),
    ..Rule::UNSET
};
