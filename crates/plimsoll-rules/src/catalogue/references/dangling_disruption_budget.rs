//! Field: `spec.selector`, against the labels of the pods in the same namespace.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-disruption-budget",
    summary: "disruption budget is for no pod",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[reliability("availability")],
    check: Check::DisruptionBudget(|budget, cx| {
        if budget.chosen.whole.is(0) && !budget.selector.holds(Selector::is_every) {
            cx.report(
                &budget.selector,
                format!("{budget} is for no pod: nothing in its namespace has these labels"),
            );
        }
    }),
    ..Rule::UNSET
};
