//! Fields: Kubernetes and Compose capabilities beside `privileged`, or in both lists.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ineffective-capability",
    summary: "capability changes nothing",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cwe("1164")],
    check: Check::Container(|container, cx| {
        let (added, dropped) = (&container.added_capabilities, &container.dropped_capabilities);
        for item in added.items.iter().chain(&dropped.items) {
            let Some(it) = item.known().filter(|_| container.privileged.is(true)) else { continue };
            cx.report(
                item,
                format!("{container} is privileged, and `{}` changes nothing", it.name),
            )
            .platform(Reaction::Drops)
            .keyed(it.written.clone());
        }
        for item in &added.items {
            let Some(it) = item.known().filter(|it| it.name != "ALL") else { continue };
            if dropped.has(|other| other.name == it.name) {
                cx.report(item, format!("{container} adds and drops `{}`", it.name));
            }
        }
    }),
    ..Rule::UNSET
};
