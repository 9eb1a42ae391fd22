//! Setting of kubelets: `authorization.mode`, flag `--authorization-mode`. Refused: `AlwaysAllow`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted on a command line.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kubelet"],
    name: "authorization-mode",
    wants: Wants::NoItem("AlwaysAllow"),
}];

pub(super) static RULE: Rule = Rule {
    name: "allow-all-kubelet-authorization",
    summary: "kubelet lets everybody do everything",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("4.2.2"),
        nsa_cisa("authentication and authorization"),
        checkov("CKV_K8S_139"),
        kics("Authorization Mode Set To Always Allow"),
        kubescape("C-0173"),
        trivy("KCV-0080"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| judge(FLAGS, container, cx)),
        Check::Kubelet(|kubelet, cx| {
            if kubelet.authorization.is("AlwaysAllow".to_owned()) {
                cx.report(
                    &kubelet.authorization,
                    "the kubelet lets everybody do everything".to_owned(),
                )
                .harden(
                    "let the API server decide",
                    "accounts without a role for `nodes/proxy` and its like are turned away",
                    [kubelet.authorization.set("Webhook")],
                );
            }
        }),
    ]),
    ..Rule::UNSET
};
