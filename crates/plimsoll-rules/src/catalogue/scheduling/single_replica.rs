//! Field: Kubernetes `replicas` of a Deployment below 2, where no autoscaler decides.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "single-replica",
    summary: "one pod is all there is",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("minimum-three-replicas"),
        kube_score("deployment-replicas"),
        polaris("deploymentMissingReplicas"),
        kyverno("deployment-has-multiple-replicas"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        let Some(count) = workload.replicas.known().filter(|it| **it == 1) else { return };
        let is_deployment = workload.kind == WorkloadKind::Controller("Deployment".to_owned());
        let scaled = |it: &Autoscaler| it.target_name.is(workload.identity.name.clone());
        if is_deployment && !cx.project.subjects.autoscalers.iter().any(scaled) {
            cx.report(
                &workload.replicas,
                format!("{workload} runs {count} pod, and nothing while that moves"),
            );
        }
    }),
    ..Rule::UNSET
};
