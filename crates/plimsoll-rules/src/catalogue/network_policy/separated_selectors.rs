//! Fields: Kubernetes `from[]` and `to[]`: a `namespaceSelector` right before or after a `podSelector` in an item of its own.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "separated-selectors",
    summary: "list dash makes two peers of what may be one",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("network policies")],
    check: Check::PolicyRule(|rule, cx| {
        for pair in rule.peers.items.windows(2) {
            let [one, other] = pair else { continue };
            let (Some(first), Some(second)) = (one.known(), other.known()) else { continue };
            let is_slip = matches!(
                (first, second),
                (Peer::Namespaces { is_every: false }, Peer::Pods { is_every: false })
                    | (Peer::Pods { is_every: false }, Peer::Namespaces { is_every: false })
            );
            if let Some(site) = other.site().filter(|_| is_slip) {
                let wide = if matches!(first, Peer::Namespaces { .. }) { one } else { other };
                cx.report(wide, format!("{rule} lets every pod of those namespaces through"))
                    .label(site, "without the dash, only these pods of them");
            }
        }
    }),
    ..Rule::UNSET
};
