//! Fields: Compose `cap_drop`, Kubernetes `capabilities.drop`. Refused: ALL dropped and given back at once.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "defeated-capability-drop",
    summary: "dropping every capability has no effect",
    severity: Severity::High,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.4"), owasp_docker("3")],
    check: Check::Container(|container, cx| {
        let all = container
            .dropped_capabilities
            .items
            .iter()
            .find(|it| it.holds(|it| it.name == "ALL" && it.is_known));
        let Some(all) = all else { return };
        let added = container
            .added_capabilities
            .items
            .iter()
            .find(|it| it.holds(|it| it.name == "ALL" && it.is_known));
        let (why, place) = match added {
            Some(item) => ("adds every capability again", item.site()),
            None if container.privileged.is(true) => ("is privileged", container.privileged.site()),
            None => return,
        };
        let message = format!("{container} drops every capability in vain: it {why}");
        let draft = cx.report(all, message);
        if let Some(place) = place {
            draft.label(place, "this counts");
        }
    }),
    ..Rule::UNSET
};
