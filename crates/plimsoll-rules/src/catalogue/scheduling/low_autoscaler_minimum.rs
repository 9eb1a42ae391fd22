//! Field: Kubernetes `HorizontalPodAutoscaler` `minReplicas` below 2; left out it is 1.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "low-autoscaler-minimum",
    summary: "autoscaler may leave one pod",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("hpa-minimum-three-replicas"),
        kube_score("horizontalpodautoscaler-replicas"),
        polaris("hpaMinAvailability"),
        reliability("availability"),
    ],
    check: Check::Autoscaler(|autoscaler, cx| {
        if let Some(count) = autoscaler.min_replicas.known().filter(|it| **it < 2) {
            cx.report(
                &autoscaler.min_replicas,
                format!("{autoscaler} may leave {count} of the pods"),
            );
        }
    }),
    ..Rule::UNSET
};
