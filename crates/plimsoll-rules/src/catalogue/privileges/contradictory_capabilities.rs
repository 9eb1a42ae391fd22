//! Fields: Compose `cap_add` and `cap_drop`, Kubernetes `capabilities`. Refused: one name in both.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "contradictory-capabilities",
    summary: "capability is added and dropped",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.4")],
    check: Check::Container(|container, cx| {
        for item in &container.dropped_capabilities.items {
            let Some(dropped) = item.known().filter(|it| it.name != "ALL" && it.is_known) else {
                continue;
            };
            let added = container
                .added_capabilities
                .items
                .iter()
                .find(|it| it.holds(|it| it.name == dropped.name));
            let Some(added) = added.and_then(Fact::site) else { continue };
            let message = format!("{container} drops `{}` and adds it: it keeps it", dropped.name);
            cx.report(item, message).label(added, "added here");
        }
    }),
    ..Rule::UNSET
};
