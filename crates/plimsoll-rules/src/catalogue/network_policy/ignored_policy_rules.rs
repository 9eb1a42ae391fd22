//! Fields: `spec.policyTypes` of `NetworkPolicy`, against `spec.ingress` and `spec.egress`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ignored-policy-rules",
    summary: "network policy has rules for a direction that it does not restrict",
    severity: Severity::High,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[nsa_cisa("network policies")],
    fix: Some(Safety::Hardening),
    check: Check::NetworkPolicy(|policy, cx| {
        for (direction, rules, restricts) in [
            (Direction::Ingress, &policy.ingress_rules, &policy.restricts_ingress),
            (Direction::Egress, &policy.egress_rules, &policy.restricts_egress),
        ] {
            if !restricts.is(false) || !rules.holds(|count| *count > 0) {
                continue;
            }
            let word = direction.as_str();
            cx.report(
                rules,
                format!("{policy} has rules for {} that nothing enforces", word.to_lowercase()),
            )
            .harden(
                format!("add `{word}` to `policyTypes`"),
                "traffic that the rules do not allow is dropped",
                [policy.types.append(word)],
            );
        }
    }),
    ..Rule::UNSET
};
