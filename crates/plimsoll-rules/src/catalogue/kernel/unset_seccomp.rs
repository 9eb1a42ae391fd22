//! Field: Kubernetes `seccompProfile`. Refused: absent, which means unconfined.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unset-seccomp",
    summary: "no seccomp profile is set, and the platform applies none",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        pss_restricted("seccompProfile_restricted"),
        cis_kubernetes("5.7.2"),
        kics("Seccomp Profile Is Not Configured"),
        kube_score("container-seccomp-profile"),
        trivy("KSV-0030"),
        trivy("KSV-0104"),
        checkov("CKV_K8S_31"),
        kubescape("C-0210"),
        kubesec("SeccompAny"),
        gatekeeper("pod-security-policy/seccomp"),
        kyverno("restrict-seccomp-strict"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.seccomp.is_assumed() && cx.is_refused(&container.seccomp) {
            cx.report(&container.seccomp, format!("{container} has no seccomp profile")).harden(
                "use the profile of the runtime",
                "a program that makes an unusual system call gets an error",
                [container.seccomp.set("runtime default")],
            );
        }
    }),
    ..Rule::UNSET
};
