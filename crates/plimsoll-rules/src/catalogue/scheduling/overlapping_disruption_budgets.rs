//! Field: Kubernetes `spec.selector` of two `PodDisruptionBudget`s that choose the same pods.

use std::collections::HashMap;

use plimsoll_model::Project;

use crate::{Context, catalogue::is_together, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "overlapping-disruption-budgets",
    summary: "two disruption budgets are for one pod",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server"), reliability("availability")],
    check: Check::Project(budgets),
    ..Rule::UNSET
};

fn budgets(project: &Project, cx: &mut Context<'_>) {
    let mut first_of: HashMap<WorkloadId, &DisruptionBudget> = HashMap::new();
    for budget in &project.subjects.disruption_budgets {
        if cx.need(&budget.identity, "selector", &budget.selector).is_none() {
            continue;
        }
        cx.judged();
        let mut other = None;
        for id in &budget.workloads {
            let first = *first_of.entry(*id).or_insert(budget);
            if first.identity.address != budget.identity.address
                && is_together(project, Some(first.object), Some(budget.object))
            {
                other = other.or(Some((first, *id)));
            }
        }
        let Some((first, id)) = other else { continue };
        let workload = project.workload(id);
        let message = format!("{budget} and {first} are both for {workload}: nothing can evict it");
        cx.report_about(&budget.identity, &budget.selector, message)
            .label(first.identity.shown, "the other one");
    }
}
