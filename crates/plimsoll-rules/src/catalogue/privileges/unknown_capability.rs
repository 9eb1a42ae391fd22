//! Field: Compose `cap_add`, `cap_drop`, Kubernetes `capabilities`. Allowed: names that capabilities(7) has.

use plimsoll_model::Platform;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unknown-capability",
    summary: "capability has a name that the kernel does not know",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("engine")],
    check: Check::Container(|container, cx| {
        let lists = [&container.added_capabilities, &container.dropped_capabilities];
        for item in lists.into_iter().flat_map(|list| &list.items) {
            let Some(capability) = item.known().filter(|it| !it.is_known) else { continue };
            let draft = cx.report(item, format!("`{}` is not a capability", capability.written));
            // The engine compares names with its list; `runc` warns in its own log and goes on.
            if container.identity.platform == Platform::Kubernetes {
                draft.platform(Reaction::Drops);
            }
        }
    }),
    ..Rule::UNSET
};
