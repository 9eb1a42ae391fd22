//! Fields: Gateway API `ReferenceGrant` `spec.to[]`. Refused: every `Secret`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "open-reference-grant",
    summary: "another namespace may use every secret of this one",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("secrets")],
    check: Check::ReferenceGrant(|grant, cx| {
        for target in &grant.targets.items {
            if target.is("Secret".to_owned()) {
                let who = grant.sources.known().next().map_or("others", String::as_str);
                cx.report(target, format!("{grant} lets {who} use every secret beside it"));
            }
        }
    }),
    ..Rule::UNSET
};
