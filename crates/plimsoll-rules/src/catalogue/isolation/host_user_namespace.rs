//! Field: Compose `userns_mode`. Refused: `host`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-user-namespace",
    summary: "workload opts out of the engine's user mapping",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.31"), kics("Shared Host User Namespace")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.user_namespace.is_stated() && workload.user_namespace.is(Namespace::Host) {
            cx.report(&workload.user_namespace, format!("{workload} has the user ids of its host"))
                .harden(
                    "let the engine map its user ids",
                    "files of the host that it wrote belong to users that it no longer is",
                    [workload.user_namespace.remove()],
                );
        }
    }),
    ..Rule::UNSET
};
