//! Field: Kubernetes `terminationGracePeriodSeconds: 0` of a controller's pods.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "instant-stop",
    summary: "pod is killed without being asked to end",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cwe("404"), reliability("availability")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        let is_controlled = matches!(workload.kind, WorkloadKind::Controller(_));
        if is_controlled && workload.termination_grace.is(0) {
            cx.report(
                &workload.termination_grace,
                format!("{workload} is killed without being asked to end"),
            )
            .harden(
                "give it the usual half minute",
                "updates and drains take up to half a minute longer",
                [workload.termination_grace.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
