//! Fields: Kubernetes `resources.requests` and `resources.limits`, compared as quantities.

use plimsoll_model::Platform;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "request-above-limit",
    summary: "container asks for more than it may have",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Container(|container, cx| {
        for (request, limit, what) in [
            (&container.memory_request, &container.memory_limit, "memory"),
            (&container.cpu_request, &container.cpu_limit, "processor time"),
            (&container.storage_request, &container.storage_limit, "space"),
        ] {
            let (Some(Limit::Milli(asked)), Some(Limit::Milli(most))) =
                (request.known(), limit.known())
            else {
                continue;
            };
            if asked > most {
                let draft = cx
                    .report(request, format!("{container} asks for more {what} than it may have"));
                // The engine compares them when it makes the container.
                let draft = match container.identity.platform {
                    Platform::Compose => draft.platform(Reaction::Fails),
                    Platform::Kubernetes => draft,
                };
                if let Some(site) = limit.site() {
                    draft.label(site, "the limit");
                }
            }
        }
    }),
    ..Rule::UNSET
};
