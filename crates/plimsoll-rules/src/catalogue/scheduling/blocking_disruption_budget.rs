//! Fields: Kubernetes `PodDisruptionBudget` `maxUnavailable: 0`, or `minAvailable` of all pods that there are.

use super::is_beside;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "blocking-disruption-budget",
    summary: "budget lets no pod go",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("pdb-max-unavailable"),
        kube_linter("pdb-min-available"),
        polaris("pdbDisruptionsIsZero"),
        polaris("pdbMinAvailableGreaterThanHPAMinReplicas"),
        kyverno("pdb-minavailable-check"),
        reliability("availability"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::DisruptionBudget(|budget, cx| {
        let none = |it: &CountOrPercent| {
            matches!(it, CountOrPercent::Count(0) | CountOrPercent::Percent(0))
        };
        if budget.max_unavailable.holds(none) {
            cx.report(&budget.max_unavailable, format!("{budget} lets no pod go")).harden(
                "let one go at a time",
                "a pod may be stopped while its node is drained",
                [budget.max_unavailable.set(1)],
            );
        }
        let Some(least) = budget.min_available.known() else { return };
        if matches!(least, CountOrPercent::Percent(percent) if *percent >= 100) {
            cx.report(&budget.min_available, format!("{budget} lets no pod go"));
            return;
        }
        let project = cx.project;
        for id in &budget.workloads {
            let workload = project.workload(*id);
            let is_near = workload.object.is_some_and(|it| is_beside(project, it, budget.object));
            if !is_near || !workload.labels.is_complete() {
                continue;
            }
            let mut autoscalers = project.subjects.autoscalers.iter();
            let scaled = autoscalers.find(|it| {
                it.workload == Some(*id) && is_beside(project, it.object, budget.object)
            });
            let count = scaled.map_or(&workload.replicas, |it| &it.min_replicas);
            let Some(count) = count.known().filter(|it| **it > 0) else { continue };
            if least.of_rounded_up(*count).is_some_and(|it| it >= *count) {
                cx.report(
                    &budget.min_available,
                    format!("{budget} lets none of the {count} pods of {workload} go"),
                )
                .label(workload.identity.shown, "these pods");
                return;
            }
        }
    }),
    ..Rule::UNSET
};
