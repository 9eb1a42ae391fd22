//! Fields: Kubernetes `HorizontalPodAutoscaler` `minReplicas` not below `maxReplicas`; above it, the API server refuses it.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "fixed-autoscaler",
    summary: "autoscaler cannot scale",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        polaris("hpaMaxAvailability"),
        validation("API server"),
        reliability("availability"),
    ],
    check: Check::Autoscaler(|autoscaler, cx| {
        let (Some(least), Some(most)) =
            (autoscaler.min_replicas.known(), autoscaler.max_replicas.known())
        else {
            return;
        };
        if least >= most {
            cx.report(
                &autoscaler.max_replicas,
                format!("{autoscaler} scales from {least} to {most}"),
            )
            .platform((least > most).then_some(Reaction::Refuses));
        }
    }),
    ..Rule::UNSET
};
