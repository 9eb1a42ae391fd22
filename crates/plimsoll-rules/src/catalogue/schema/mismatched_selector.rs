//! Fields: Kubernetes `spec.selector` and the labels of the template.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "mismatched-selector",
    summary: "workload does not choose its own pods",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_linter("mismatching-selector"),
        kube_score("deployment-pod-selector-labels-match-template-metadata-labels"),
        kube_score("statefulset-pod-selector-labels-match-template-metadata-labels"),
        kubescape("C-0296"),
    ],
    check: Check::Workload(|workload, cx| {
        let Some(selector) = workload.selector.known().filter(|_| workload.selector.is_stated())
        else {
            return;
        };
        let is_whole = workload.labels.items.iter().all(|it| it.known().is_some())
            && workload.labels.whole.known().is_some();
        let labels: Vec<Label> = workload.labels.known().cloned().collect();
        if is_whole && !selector.is_every() && !selector.chooses(&labels) {
            cx.report(
                &workload.selector,
                format!("{workload} does not choose the pods that it makes"),
            );
        }
    }),
    ..Rule::UNSET
};
