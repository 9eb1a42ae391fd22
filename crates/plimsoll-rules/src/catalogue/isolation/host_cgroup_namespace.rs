//! Field: Compose `cgroup`. Allowed: absent or private.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-cgroup-namespace",
    summary: "workload sees its host's control groups",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.25")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.cgroup_namespace.is(Namespace::Host) {
            let message = format!("{workload} sees its host's control groups");
            cx.report(&workload.cgroup_namespace, message).harden(
                "give it its own",
                "a program that watches or manages the control groups of the host no longer does",
                [workload.cgroup_namespace.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
