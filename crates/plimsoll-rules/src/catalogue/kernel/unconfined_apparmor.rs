//! Field: Compose `security_opt` `apparmor`, Kubernetes `appArmorProfile`. Refused: unconfined, stated.

use crate::{catalogue::is_unused, prelude::*};

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
    check: Check::Any(&[
        Check::Container(|container, cx| {
            if container.apparmor.is_stated() && container.apparmor.is(Confinement::Unconfined) {
                cx.report(&container.apparmor, format!("{container} is not confined by AppArmor"))
                .harden(
                    "let the default profile apply",
                    "calls that the default profile blocks fail with \"operation not permitted\"",
                    [container.apparmor.set("runtime default")],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            let fact = &workload.apparmor;
            if is_unused(fact, |it| *it == Confinement::Unconfined, |it| &it.apparmor, workload, cx)
            {
                let message = format!(
                    "{workload} allows containers without AppArmor, which Pod Security refuses by itself"
                );
                cx.report(fact, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
