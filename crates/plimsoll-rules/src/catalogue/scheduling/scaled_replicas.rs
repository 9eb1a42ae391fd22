//! Fields: Kubernetes `replicas` of a workload that a `HorizontalPodAutoscaler` of the project scales.

use super::is_beside;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "scaled-replicas",
    summary: "file sets the number of pods that an autoscaler decides",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("deployment-targeted-by-hpa-does-not-have-replicas-configured"),
        kics("HPA Targeted Deployments With Configured Replica Count"),
        reliability("availability"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        let Some(object) = workload.object.filter(|_| workload.replicas.is_stated()) else {
            return;
        };
        let project = cx.project;
        let kind = &project.object(object).kind;
        let autoscaler = project.subjects.autoscalers.iter().find(|it| {
            it.target_name.is(workload.identity.name.clone())
                && it.target_kind.known() == kind.known()
                && is_beside(project, it.object, object)
        });
        if let Some(autoscaler) = autoscaler {
            cx.report(
                &workload.replicas,
                format!("every deployment undoes what {autoscaler} decided"),
            )
            .label(autoscaler.identity.shown, "this scales it")
            .harden(
                "leave the number to the autoscaler",
                "applied by a client for the first time, one pod is left until the autoscaler acts",
                [workload.replicas.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
