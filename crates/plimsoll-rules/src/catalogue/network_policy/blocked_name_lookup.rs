//! Fields: Kubernetes `NetworkPolicy` rules for egress, none of which reaches port 53.

use crate::prelude::*;

/// Whether the rule lets its pods ask for names.
fn reaches_lookup(rule: &PolicyRule) -> bool {
    !rule.ports.is_complete() || rule.ports.whole.is(0) || rule.ports.has(|it| it.contains(53))
}

pub(super) static RULE: Rule = Rule {
    name: "blocked-name-lookup",
    summary: "pods may connect, and cannot look up where to",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[reliability("network")],
    check: Check::NetworkPolicy(|policy, cx| {
        if !policy.restricts_egress.is(true) || !policy.egress_rules.holds(|it| *it > 0) {
            return;
        }
        let project = cx.project;
        let namespace = |id| project.object(id).namespace.known();
        let is_egress = |it: &&PolicyRule| it.direction == Direction::Egress;
        // Another policy of the namespace can be for the same pods.
        let near = project.subjects.policy_rules.iter().filter(is_egress);
        let mut near = near.filter(|it| namespace(it.object) == namespace(policy.object));
        let own = project.subjects.policy_rules.iter().filter(is_egress);
        let mut own = own.filter(|it| it.object == policy.object);
        let is_address = |it: &Peer| matches!(it, Peer::Addresses { .. });
        let names_somebody =
            own.any(|it| !it.peers.is_complete() || it.peers.has(|it| !is_address(it)));
        if names_somebody && !near.any(reaches_lookup) {
            let message = format!("the pods of {policy} may connect, and cannot look up names");
            cx.report(&policy.egress_rules, message);
        }
    }),
    ..Rule::UNSET
};
