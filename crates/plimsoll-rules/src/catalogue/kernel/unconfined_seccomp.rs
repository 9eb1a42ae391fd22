//! Field: Compose `security_opt` `seccomp`, Kubernetes `seccompProfile`. Refused: unconfined, stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unconfined-seccomp",
    summary: "no filter holds the system calls of the container",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("seccompProfile_baseline"),
        cis_docker("5.22"),
        compose_lint("CL-0009"),
        trivy("KSV-0030"),
        trivy("KSV-0104"),
        checkov("CKV_K8S_31"),
        kics("Seccomp Profile Is Not Configured"),
        kubescape("C-0210"),
        kubesec("SeccompUnconfined"),
        gatekeeper("pod-security-policy/seccomp"),
        kyverno("restrict-seccomp"),
        kyverno("restrict-seccomp-strict"),
        kics("Default Seccomp Profile Disabled"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| {
            let fact = &container.seccomp;
            if fact.is_stated() && cx.is_refused_or(fact, |it| *it == Confinement::Unconfined) {
                cx.report(fact, format!("{container} makes any system call that it likes")).harden(
                    "let the default profile apply",
                    "calls that the default profile blocks fail with \"operation not permitted\"",
                    [fact.set("runtime default")],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            for item in &workload.profile_annotations.items {
                if cx.is_refused(item) {
                    cx.report(item, format!("{workload} makes any system call that it likes"));
                }
            }
            let fact = &workload.seccomp;
            if cx.is_refused_unused(fact, |it| &it.seccomp) {
                let message = format!(
                    "{workload} allows any system call, which Pod Security refuses whoever makes it"
                );
                cx.report(fact, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
