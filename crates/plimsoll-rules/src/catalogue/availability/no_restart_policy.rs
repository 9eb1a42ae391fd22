//! Field: Compose `restart`, `deploy.restart_policy`. Allowed: stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "no-restart-policy",
    summary: "service stays down after a failure",
    severity: Severity::Info,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.15")],
    check: Check::Workload(|workload, cx| {
        let is_service = workload.kind == WorkloadKind::Service;
        if is_service && workload.restart.is_assumed() && workload.restart.is(Restart::Never) {
            cx.report(
                &workload.restart,
                format!("{workload} is not started again after a failure"),
            );
        }
    }),
    ..Rule::UNSET
};
