//! Field: `spec.scaleTargetRef`, against the workloads of the same namespace.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-autoscaler",
    summary: "autoscaler is for something that does not exist",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[
        kube_linter("dangling-horizontalpodautoscaler"),
        kube_score("horizontalpodautoscaler-has-target"),
        kics("HPA Targets Invalid Object"),
        kubescape("C-0300"),
    ],
    check: Check::Reference(|reference, cx| {
        let kind = &cx.project.object(reference.object).kind;
        if kind.holds(|it| it == "HorizontalPodAutoscaler" || it == "ScaledObject") {
            super::report(reference, Reaction::Fails, cx);
        }
    }),
    ..Rule::UNSET
};
