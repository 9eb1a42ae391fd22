//! Fields: Kubernetes `nodeSelector` with `beta.kubernetes.io/os`, `failure-domain.beta.kubernetes.io/zone` and their like.

use crate::prelude::*;

/// Old names and new ones.
const RENAMED: &[(&str, &str)] = &[
    ("beta.kubernetes.io/os", "kubernetes.io/os"),
    ("beta.kubernetes.io/arch", "kubernetes.io/arch"),
    ("beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type"),
    ("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone"),
    ("failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region"),
    ("node-role.kubernetes.io/master", "node-role.kubernetes.io/control-plane"),
];

pub(super) static RULE: Rule = Rule {
    name: "deprecated-node-label",
    summary: "label of nodes has another name now",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Workload(|workload, cx| {
        for item in &workload.node_selector.items {
            let Some(label) = item.known() else { continue };
            let Some((old, new)) = RENAMED.iter().find(|(old, _)| *old == label.key) else {
                continue;
            };
            cx.report(item, format!("`{old}` is `{new}` now"));
        }
    }),
    ..Rule::UNSET
};
