//! Field: Compose `security_opt` `apparmor`, Kubernetes `appArmorProfile`. Refused: unconfined, stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unconfined-apparmor",
    summary: "no AppArmor profile confines the container",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("appArmorProfile"),
        cis_docker("5.2"),
        trivy("KSV-0002"),
        kics("Missing AppArmor Profile"),
        kubesec("ApparmorUnconfined"),
        gatekeeper("pod-security-policy/apparmor"),
        kyverno("restrict-apparmor-profiles"),
        compose_lint("CL-0009"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.apparmor.is_stated() && container.apparmor.is(Confinement::Unconfined) {
            cx.report(&container.apparmor, format!("{container} is not confined by AppArmor"))
                .harden(
                    "let the default profile apply",
                    "calls that the default profile blocks fail with \"operation not permitted\"",
                    [container.apparmor.set("runtime default")],
                );
        }
    }),
    ..Rule::UNSET
};
