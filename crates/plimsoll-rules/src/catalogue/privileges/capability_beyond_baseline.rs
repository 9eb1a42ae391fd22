//! Field: Kubernetes `capabilities.add`. Allowed: the thirteen names of the level baseline, byte for byte.

use plimsoll_model::syntax::capability::{Capability, Entry, Risk};

use crate::{pod_security::BASELINE_CAPABILITIES, prelude::*};

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
        if container.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        for item in &container.added_capabilities.items {
            let Some(capability) = item.known() else { continue };
            // What reaches beyond the container is reported as that.
            let is_ordinary = matches!(
                Entry::parse(&capability.written),
                Ok(Entry::One(it)) if it.risk() == Risk::Ordinary || it == Capability::NetRaw
            );
            let is_allowed = BASELINE_CAPABILITIES.contains(&&*capability.written)
                || cx.parameters.allowed_capabilities.contains(&capability.name);
            if !is_ordinary || is_allowed {
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
