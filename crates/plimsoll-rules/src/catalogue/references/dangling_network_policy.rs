//! Field: `spec.podSelector`, against the labels of the pods in the same namespace.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-network-policy",
    summary: "network policy is for no pod",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[
        kube_linter("dangling-networkpolicy"),
        kube_score("networkpolicy-targets-pod"),
        kics("Network Policy Is Not Targeting Any Pod"),
        kubescape("C-0299"),
    ],
    check: Check::NetworkPolicy(|policy, cx| {
        if policy.chosen.whole.is(0) && !policy.selector.holds(Selector::is_every) {
            cx.report(
                &policy.selector,
                format!("{policy} is for no pod: nothing in its namespace has these labels"),
            );
        }
    }),
    ..Rule::UNSET
};
