//! Field: `aggregationRule.clusterRoleSelectors[]` of `ClusterRole`. Refused: empty.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unlimited-aggregation",
    summary: "role has the rules of every role",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[cis_kubernetes("5.1.1")],
    check: Check::Aggregation(|role, cx| {
        for selector in &role.selectors.items {
            if selector.holds(Selector::is_every) {
                cx.report(selector, format!("{role} has the rules of every role of the cluster"));
            }
        }
    }),
    ..Rule::UNSET
};
