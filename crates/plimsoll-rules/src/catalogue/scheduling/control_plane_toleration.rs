//! Field: Kubernetes `tolerations[]` for `node-role.kubernetes.io/control-plane` or `master`, outside of DaemonSets.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "control-plane-toleration",
    summary: "pod may run on a control plane",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("pod placement"), kyverno("restrict-controlplane-scheduling")],
    check: Check::Workload(|workload, cx| {
        if workload.kind == WorkloadKind::Controller("DaemonSet".to_owned()) {
            return;
        }
        for item in &workload.tolerations.items {
            let is_control_plane = item.holds(|it| {
                matches!(
                    &*it.key,
                    "node-role.kubernetes.io/control-plane" | "node-role.kubernetes.io/master"
                )
            });
            if is_control_plane {
                cx.report(item, format!("{workload} may run on a control plane"));
            }
        }
    }),
    ..Rule::UNSET
};
