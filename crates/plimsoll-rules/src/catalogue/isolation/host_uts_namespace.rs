//! Field: Compose `uts`. Allowed: absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-uts-namespace",
    summary: "workload shares its host's name",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.21")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.uts_namespace.is(Namespace::Host) {
            cx.report(&workload.uts_namespace, format!("{workload} shares its host's name"))
                .harden(
                    "give it its own",
                    "a program that reads or sets the name of the host no longer does",
                    [workload.uts_namespace.remove()],
                );
        }
    }),
    ..Rule::UNSET
};
