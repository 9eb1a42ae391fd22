//! Field: Compose `oom_kill_disable`. Allowed: absent or false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disabled-oom-kill",
    summary: "container is not ended when the memory of its host runs out",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.11"), owasp_docker("7")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.oom_kill_disabled.is(true) {
            cx.report(
                &container.oom_kill_disabled,
                format!("{container} stays when memory runs out, and others go"),
            )
            .harden(
                "remove `oom_kill_disable`",
                "the container is ended when it uses more memory than it may",
                [container.oom_kill_disabled.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
