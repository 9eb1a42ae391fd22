//! Field: Kubernetes `procMount: Unmasked` beside `hostUsers: false`. Allowed: absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unmasked-proc-in-user-namespace",
    summary: "parts of /proc and /sys are not hidden from a user namespace",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[pss_restricted("procMount_restricted")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        // With the users of its host it is refused at every level: `unmasked-proc`.
        let users = &cx.project.workload(container.workload).user_namespace;
        if !users.is(Namespace::Host) && cx.is_refused(&container.proc_masked) {
            let message = format!("{container} sees all of `/proc` from its user namespace");
            cx.report(&container.proc_masked, message).harden(
                "hide them again",
                "container engines in the container fail",
                [container.proc_masked.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
