//! Fields: Kubernetes `rollingUpdate.maxUnavailable` of all pods, or 0 together with `maxSurge: 0`, which the API server refuses.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "careless-update",
    summary: "update may stop every pod at once",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kube_linter("no-rolling-update-strategy"), reliability("availability")],
    check: Check::Workload(|workload, cx| {
        let (Some(away), Some(replicas)) =
            (workload.max_unavailable.known(), workload.replicas.known())
        else {
            return;
        };
        let away_of = away.of_rounded_up(*replicas);
        if workload.max_unavailable.is_stated()
            && *replicas > 0
            && away_of.is_some_and(|it| it >= *replicas && it > 0)
        {
            cx.report(
                &workload.max_unavailable,
                format!("an update of {workload} may stop every pod at once"),
            );
        }
        if away_of == Some(0)
            && workload.max_surge.known().and_then(|it| it.of_rounded_up(*replicas)) == Some(0)
        {
            cx.report(
                &workload.max_surge,
                format!("an update of {workload} may neither stop nor add a pod"),
            );
        }
    }),
    ..Rule::UNSET
};
