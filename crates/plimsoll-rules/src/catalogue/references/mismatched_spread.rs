//! Fields: Kubernetes `topologySpreadConstraints[].labelSelector` against the labels of the pods themselves.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "mismatched-spread",
    summary: "pods are spread by labels that they do not have",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kube_score("pod-topology-spread-constraints"), reliability("availability")],
    check: Check::Workload(|workload, cx| {
        if !workload.labels.is_complete() {
            return;
        }
        let labels: Vec<Label> = workload.labels.known().cloned().collect();
        for item in &workload.topology_spread.items {
            let Some(term) = item.known() else { continue };
            match &term.selector {
                Some(selector) if selector.chooses(&labels) => {}
                Some(selector) => {
                    let message = format!("{workload} is not among the pods with {selector}");
                    cx.report(item, message);
                }
                None => {
                    cx.report(item, format!("{workload} is spread among no pods at all"))
                        .platform(Reaction::Warns);
                }
            }
        }
    }),
    ..Rule::UNSET
};
