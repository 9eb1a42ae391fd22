//! Fields: Compose `security_opt` `label`. Refused: `disable`, and types without confinement.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unconfined-selinux",
    summary: "SELinux does not confine the container",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.3"), owasp_docker("6"), compose_lint("CL-0009")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.selinux_confined.is(false) {
            cx.report(&container.selinux_confined, format!("{container} is not confined by SELinux")).harden(
                "let SELinux confine it",
                "access to files of the host without a matching label fails with \"permission denied\"",
                [container.selinux_confined.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
