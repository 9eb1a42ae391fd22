//! Field: Compose `security_opt` `systempaths=unconfined`, Kubernetes `procMount: Unmasked`. Allowed: absent.

use crate::{Context, prelude::*};

/// From 1.35 on the baseline level allows it where root in the container is nobody on the node.
const ALLOWED_APART: u32 = 35;

/// Whether a user namespace of its own takes away what the container could do with it.
pub(super) fn is_apart(container: &Container, cx: &Context<'_>) -> bool {
    let users = &cx.project.workload(container.workload).user_namespace;
    cx.parameters.kubernetes_minor >= ALLOWED_APART && users.is(Namespace::Private)
}

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
        if container.proc_masked.is(false) && !is_apart(container, cx) {
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
