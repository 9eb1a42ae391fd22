//! Fields: Kubernetes `PodDisruptionBudget` with neither or both of `minAvailable` and `maxUnavailable`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unusable-disruption-budget",
    summary: "budget says nothing, or two things",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_score("poddisruptionbudget-has-policy"),
        reliability("availability"),
    ],
    check: Check::DisruptionBudget(|budget, cx| {
        let (least, most) = (&budget.min_available, &budget.max_unavailable);
        if least.is_assumed() && most.is_assumed() {
            let shown = budget.identity.shown;
            cx.report_at(
                &budget.identity,
                shown,
                format!("{budget} does not say how many may be away"),
            )
            // It is in force, and lets no pod go.
            .platform(None);
        }
        if least.is_stated() && most.is_stated() {
            cx.report(most, format!("{budget} says both how many may go and how many stay"));
        }
    }),
    ..Rule::UNSET
};
