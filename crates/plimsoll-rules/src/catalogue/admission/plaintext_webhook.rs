//! Field: Kubernetes `webhooks[].clientConfig.url`. Allowed: `https`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "plaintext-webhook",
    summary: "API server is to ask a webhook without encryption",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Webhook(|webhook, cx| {
        if webhook.url.holds(|it| !it.is_empty() && !it.starts_with("https://")) {
            cx.report(&webhook.url, format!("{webhook} is asked without encryption"));
        }
    }),
    ..Rule::UNSET
};
