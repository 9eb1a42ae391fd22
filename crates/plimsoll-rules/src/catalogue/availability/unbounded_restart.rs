//! Fields: Compose `restart`, `deploy.restart_policy`. Allowed: after failures only, five times at most.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unbounded-restart",
    summary: "container that keeps failing is started without end",
    severity: Severity::Info,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.15"), kics("Restart Policy On Failure Not Set To 5")],
    check: Check::Workload(|workload, cx| {
        if workload.identity.platform != plimsoll_model::Platform::Compose {
            return;
        }
        let is_bounded =
            workload.restart_attempts.holds(|it| matches!(it, Limit::Milli(it) if *it <= 5000));
        let starts_again = workload.restart.is_stated() && workload.restart.is_not(Restart::Never);
        if starts_again && !is_bounded && workload.restart_attempts.known().is_some() {
            cx.report(&workload.restart, format!("{workload} is started again without end"));
        }
    }),
    ..Rule::UNSET
};
