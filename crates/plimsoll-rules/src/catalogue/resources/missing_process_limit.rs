//! Field: the `process_limit` of a container. Allowed: stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-process-limit",
    summary: "container can use up the process table of its host",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.29"), kics("Pids Limit Not Set")],
    check: Check::Container(|container, cx| {
        if container.process_limit.is(Limit::Unset) {
            cx.report(&container.process_limit, format!("{container} has no limit on processes"));
        }
    }),
    ..Rule::UNSET
};
