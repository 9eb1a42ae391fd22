//! Fields: Kubernetes `nodeSelector`, affinities, spreads and tolerations with `beta.kubernetes.io/os`, `failure-domain.beta.kubernetes.io/zone` and their like.

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

/// The old name and the new one.
fn renamed(key: &str) -> Option<(&'static str, &'static str)> {
    RENAMED.iter().copied().find(|(old, _)| *old == key)
}

/// What the API server makes of the name where pods ask for nodes (`pkg/api/node/util.go`): it says
/// nothing of that of control planes.
fn warned(old: &str) -> Option<Reaction> {
    (!old.starts_with("node-role.")).then_some(Reaction::Warns)
}

pub(super) static RULE: Rule = Rule {
    name: "deprecated-node-label",
    summary: "label of nodes has another name now",
    severity: Severity::Medium,
    platform: Some(Reaction::Warns),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Workload(|workload, cx| {
        for item in &workload.node_requirements.items {
            if let Some((old, new)) = item.known().and_then(|it| renamed(&it.key)) {
                cx.report(item, format!("`{old}` is `{new}` now")).platform(warned(old));
            }
        }
        for item in &workload.topology_spread.items {
            if let Some((old, new)) = item.known().and_then(|it| renamed(&it.topology_key)) {
                cx.report(item, format!("`{old}` is `{new}` now")).platform(warned(old));
            }
        }
        for item in &workload.anti_affinity.items {
            if let Some((old, new)) = item.known().and_then(|it| renamed(&it.topology_key)) {
                cx.report(item, format!("`{old}` is `{new}` now")).platform(None);
            }
        }
        let tolerates =
            |key: &str| workload.tolerations.has(|it| it.key == key || it.key.is_empty());
        for item in &workload.tolerations.items {
            let name = item.known().and_then(|it| renamed(&it.key));
            // Clusters of both ages are served by both.
            if let Some((old, new)) = name.filter(|(_, new)| !tolerates(new)) {
                cx.report(item, format!("`{old}` is `{new}` now")).platform(None);
            }
        }
        for item in &workload.node_selector.items {
            let Some(label) = item.known() else { continue };
            let Some((old, new)) = renamed(&label.key) else { continue };
            cx.report(item, format!("`{old}` is `{new}` now")).platform(warned(old));
        }
    }),
    ..Rule::UNSET
};
