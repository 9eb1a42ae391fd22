//! Field: Kubernetes `CronJob` `startingDeadlineSeconds`. Allowed: present.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "late-cron-job",
    summary: "run that could not start in time is lost or comes late",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("cronjob-has-deadline"),
        kics("CronJob Deadline Not Configured"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.schedule.is_stated() && workload.starting_deadline.is(Limit::Unset) {
            cx.report(
                &workload.starting_deadline,
                format!("{workload} does not say how late it may start"),
            );
        }
    }),
    ..Rule::UNSET
};
