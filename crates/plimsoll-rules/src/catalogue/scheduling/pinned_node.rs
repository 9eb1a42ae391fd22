//! Field: Kubernetes `spec.nodeName` of a pod or template.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "pinned-node",
    summary: "pod goes around the scheduler to one node",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kyverno("restrict-node-selection"), reliability("availability")],
    check: Check::Workload(|workload, cx| {
        if workload.node_name.is_not(String::new()) {
            cx.report(
                &workload.node_name,
                format!("{workload} goes around the scheduler to one node"),
            );
        }
    }),
    ..Rule::UNSET
};
