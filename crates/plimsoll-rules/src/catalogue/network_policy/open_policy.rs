//! Fields: Kubernetes `ingress[]` and `egress[]` of a `NetworkPolicy`: a rule for everybody on every port.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "open-policy",
    summary: "network policy lets everything through",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("network policies"), trivy("KSV-0038")],
    check: Check::PolicyRule(|rule, cx| {
        // What nothing enforces allows nothing.
        if !rule.ports.whole.is(0) || rule.enforced.is(false) {
            return;
        }
        let way = if rule.direction == Direction::Ingress { "from" } else { "to" };
        if rule.peers.whole.is(0) {
            let (owner, message) =
                (rule.identity.owner, format!("{rule} allows traffic {way} everywhere"));
            cx.report_at(&rule.identity, owner, message).keyed(way);
        }
        for peer in &rule.peers.items {
            if peer.holds(Peer::is_every_address) {
                cx.report(peer, format!("{rule} allows traffic {way} every address"));
            }
            if peer.holds(|it| *it == Peer::Namespaces { is_every: true }) {
                cx.report(peer, format!("{rule} allows traffic {way} every pod of the cluster"));
            }
        }
    }),
    ..Rule::UNSET
};
