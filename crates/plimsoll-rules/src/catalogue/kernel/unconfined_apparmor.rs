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
    check: Check::Any(&[
        Check::Container(|container, cx| {
            let fact = &container.apparmor;
            if cx.is_refused_or(fact, |it| *it == Confinement::Unconfined) {
                cx.report(fact, format!("{container} is not confined by AppArmor")).harden(
                    "let the default profile apply",
                    "calls that the default profile blocks fail with \"operation not permitted\"",
                    [fact.set("runtime default")],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            for item in &workload.profile_annotations.items {
                if cx.is_refused(item) {
                    let message = format!(
                        "{workload} names an AppArmor profile in a way that Pod Security refuses"
                    );
                    cx.report(item, message);
                }
            }
            let fact = &workload.apparmor;
            if cx.is_refused_unused(fact, |it| &it.apparmor) {
                let message = format!(
                    "{workload} allows containers without AppArmor, which Pod Security refuses by itself"
                );
                cx.report(fact, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
