//! Field: Kubernetes `webhooks[].failurePolicy`. Refused: `Ignore`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "skippable-webhook",
    summary: "requests go through when the webhook does not answer",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0036"), kubescape("C-0039")],
    fix: Some(Safety::Hardening),
    check: Check::Webhook(|webhook, cx| {
        if webhook.failure_policy.is("Ignore".to_owned()) {
            cx.report(
                &webhook.failure_policy,
                format!("requests go through when {webhook} does not answer"),
            )
            .harden(
                "refuse what cannot be checked",
                "while the webhook is down, nothing that it is asked about can be made or changed",
                [webhook.failure_policy.set("Fail")],
            );
        }
    }),
    ..Rule::UNSET
};
