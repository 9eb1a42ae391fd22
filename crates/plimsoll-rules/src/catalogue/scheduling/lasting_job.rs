//! Field: Kubernetes `Job` `ttlSecondsAfterFinished`. Allowed: present.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "lasting-job",
    summary: "job stays when it has ended",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kube_linter("job-ttl-seconds-after-finished"), reliability("availability")],
    check: Check::Workload(|workload, cx| {
        let is_job = workload.kind == WorkloadKind::Job("Job".to_owned());
        if is_job && workload.ttl_after_finished.is(Limit::Unset) && !workload.is_test_hook {
            cx.report(&workload.ttl_after_finished, format!("{workload} stays when it has ended"));
        }
    }),
    ..Rule::UNSET
};
