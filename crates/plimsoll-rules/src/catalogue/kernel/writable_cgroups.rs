//! Field: Compose `security_opt` `writable-cgroups`. Allowed: absent or false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "writable-cgroups",
    summary: "container can rearrange its control groups",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.writable_cgroups.is(true) {
            cx.report(
                &container.writable_cgroups,
                format!("{container} can rearrange its control groups"),
            )
            .harden(
                "keep its control groups read-only",
                "systemd and container engines in the container do not start",
                [container.writable_cgroups.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
