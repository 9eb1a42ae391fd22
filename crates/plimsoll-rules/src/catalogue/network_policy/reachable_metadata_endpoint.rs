//! Fields: `spec.egress[].to[].ipBlock` of `NetworkPolicy`, and rules without `to`.

use std::net::Ipv4Addr;

use crate::prelude::*;

/// Where clouds hand out the credentials of a machine, on port 80.
const METADATA: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 254);

pub(super) static RULE: Rule = Rule {
    name: "reachable-metadata-endpoint",
    summary: "network policy lets pods reach the cloud's metadata endpoint",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[nsa_cisa("network policies"), kubescape("C-0052")],
    check: Check::PolicyRule(|rule, cx| {
        let ports = &rule.ports;
        let is_http = ports.has(|it| it.contains(80)) || ports.whole.is(0);
        // A rule without peers allows everything, and says so on purpose.
        if rule.direction != Direction::Egress || !is_http {
            return;
        }
        for peer in &rule.peers.items {
            if peer.holds(|it| it.holds_address(METADATA)) {
                cx.report(peer, format!("{rule} lets pods reach {METADATA}"));
            }
        }
    }),
    ..Rule::UNSET
};
