//! Field: Compose `logging.options.max-size`. Allowed: stated for the driver `json-file`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unbounded-log",
    summary: "output of the container can fill the disk of its host",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[owasp_docker("7")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.log_size_limit.is(Limit::Unset) {
            cx.report(
                &container.log_size_limit,
                format!("the output of {container} is kept without end"),
            )
            .harden(
                "start a new file at 10 MB",
                "older output is thrown away",
                [container.log_size_limit.set("10m")],
            );
        }
    }),
    ..Rule::UNSET
};
