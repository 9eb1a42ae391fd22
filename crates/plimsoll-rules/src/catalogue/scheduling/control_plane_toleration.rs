//! Fields: Kubernetes `tolerations[]` and `nodeSelector` for `node-role.kubernetes.io/control-plane` or `master`, outside of DaemonSets.

use crate::prelude::*;

fn is_control_plane(key: &str) -> bool {
    matches!(key, "node-role.kubernetes.io/control-plane" | "node-role.kubernetes.io/master")
}

pub(super) static RULE: Rule = Rule {
    name: "control-plane-toleration",
    summary: "pod may run on a control plane",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("pod placement"),
        kyverno("restrict-controlplane-scheduling"),
        reliability("scheduling"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.kind == WorkloadKind::Controller("DaemonSet".to_owned()) {
            return;
        }
        for item in &workload.tolerations.items {
            if item.holds(|it| is_control_plane(&it.key)) {
                cx.report(item, format!("{workload} may run on a control plane"));
            }
        }
        for item in &workload.node_selector.items {
            if item.holds(|it| is_control_plane(&it.key)) {
                cx.report(item, format!("{workload} runs on a control plane, and nowhere else"));
            }
        }
    }),
    ..Rule::UNSET
};
