//! Field: Kubernetes `PodDisruptionBudget` `spec.selector`. Refused: empty.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unselective-disruption-budget",
    summary: "disruption budget is for every pod of its namespace, or for none",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[reliability("availability")],
    check: Check::DisruptionBudget(|budget, cx| {
        if !budget.selector.holds(Selector::is_every) {
            return;
        }
        let version = &cx.project.object(budget.object).api_version;
        let message = if version.is("policy/v1beta1".to_owned()) {
            format!("{budget} is for no pod; as `policy/v1` it is for all of its namespace")
        } else {
            format!("{budget} counts all pods of its namespace as one")
        };
        cx.report(&budget.selector, message);
    }),
    ..Rule::UNSET
};
