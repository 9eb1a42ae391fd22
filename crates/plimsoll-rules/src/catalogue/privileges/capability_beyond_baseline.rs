//! Field: Kubernetes `capabilities.add`. Allowed: the thirteen names of the level baseline, byte for byte.

use plimsoll_model::syntax::capability::{Entry, Risk};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "capability-beyond-baseline",
    summary: "container gets a capability that the level baseline refuses",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        pss_baseline("capabilities_baseline"),
        cis_kubernetes("5.2.8"),
        cis_kubernetes("5.2.9"),
        trivy("KSV-0119"),
    ],
    fix: Some(Safety::Hardening),
    supersedes_item: &["extra-capability"],
    check: Check::Container(|container, cx| {
        for item in &container.added_capabilities.items {
            let Some(capability) = item.known().filter(|_| cx.is_refused(item)) else { continue };
            // What reaches beyond the container is reported as that: `added-capability`.
            let is_beyond = match Entry::parse(&capability.written) {
                Ok(Entry::All) => true,
                Ok(Entry::One(it)) => it.risk() > Risk::Ordinary,
                Err(_) => false,
            };
            if is_beyond || cx.parameters.allowed_capabilities.contains(&capability.name) {
                continue;
            }
            let message =
                format!("{container} adds `{}`, which baseline refuses", capability.written);
            cx.report(item, message).harden(
                format!("do not add `{}`", capability.written),
                "calls that need the capability fail with \"operation not permitted\"",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
