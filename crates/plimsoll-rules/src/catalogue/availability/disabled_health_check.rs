//! Field: Compose `healthcheck.disable`, `test: NONE`. Refused: stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disabled-health-check",
    summary: "the check that the image brings is switched off",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.27"), kics("Healthcheck Not Set")],
    check: Check::Container(|container, cx| {
        if container.health_check.is(HealthCheck::Disabled) {
            cx.report(
                &container.health_check,
                format!("{container} switches its health check off"),
            );
        }
    }),
    ..Rule::UNSET
};
