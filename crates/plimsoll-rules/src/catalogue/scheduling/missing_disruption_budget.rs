//! Objects: a Deployment or StatefulSet of several pods that no `PodDisruptionBudget` of its namespace chooses.

use super::is_beside;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-disruption-budget",
    summary: "nothing keeps maintenance from stopping every pod",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("deployment-has-poddisruptionbudget"),
        kube_score("statefulset-has-poddisruptionbudget"),
        polaris("missingPodDisruptionBudget"),
        kics("Deployment Without PodDisruptionBudget"),
        kics("StatefulSet Without PodDisruptionBudget"),
        kyverno("require-pdb"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        let is_replicated = matches!(&workload.kind, WorkloadKind::Controller(kind) if kind == "Deployment" || kind == "StatefulSet");
        let Some(object) =
            workload.object.filter(|_| is_replicated && workload.replicas.holds(|it| *it > 1))
        else {
            return;
        };
        if !workload.labels.is_complete() {
            return;
        }
        let labels: Vec<Label> = workload.labels.known().cloned().collect();
        let project = cx.project;
        let guards = |it: &DisruptionBudget| {
            is_beside(project, it.object, object)
                && (it.selector.is_unknown()
                    || it.selector.holds(|selector| selector.chooses(&labels)))
        };
        if !project.subjects.disruption_budgets.iter().any(guards) {
            let shown = workload.identity.shown;
            cx.report_at(
                &workload.identity,
                shown,
                format!("no disruption budget is for {workload}"),
            );
        }
    }),
    ..Rule::UNSET
};
