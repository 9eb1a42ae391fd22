//! Field: `spec.selector`, against the labels of the pods in the same namespace.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-service",
    summary: "service leads to no pod",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[
        kube_linter("dangling-service"),
        kube_score("service-targets-pod"),
        kics("Service Does Not Target Pod"),
        kubescape("C-0293"),
    ],
    check: Check::Service(|service, cx| {
        if service.chosen.whole.is(0) {
            cx.report(
                &service.selector.whole,
                format!("{service} leads to no pod: nothing in its namespace has these labels"),
            );
        }
    }),
    ..Rule::UNSET
};
