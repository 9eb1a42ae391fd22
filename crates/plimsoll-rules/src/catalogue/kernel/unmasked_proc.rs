//! Field: Compose `security_opt` `systempaths=unconfined`, Kubernetes `procMount: Unmasked`. Allowed: absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unmasked-proc",
    summary: "dangerous parts of /proc and /sys are not hidden",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("procMount"),
        kube_linter("unsafe-proc-mount"),
        polaris("procMount"),
        trivy("KSV-0027"),
        kics("Container Runs Unmasked"),
        gatekeeper("pod-security-policy/proc-mount"),
        kyverno("disallow-proc-mount"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if cx.is_refused_or(&container.proc_masked, |is_masked| !is_masked) {
            cx.report(
                &container.proc_masked,
                format!(
                    "{container} sees parts of `/proc` and `/sys` that are hidden for a reason"
                ),
            )
            .harden(
                "hide them again",
                "programs that set kernel parameters or mount `/proc` anew fail",
                [container.proc_masked.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
