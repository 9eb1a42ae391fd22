//! Field: Kubernetes `procMount: Unmasked` beside `hostUsers: false`. Allowed: absent.

use super::unmasked_proc::is_apart;
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
        if container.proc_masked.is(false) && is_apart(container, cx) {
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
