//! Field: Kubernetes `metadata.namespace`. Refused: `kube-system`, `kube-public`, `kube-node-lease`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "system-namespace",
    summary: "object is in a namespace of the cluster itself",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cis_kubernetes("5.7.1"), trivy("KSV-0037"), kics("Using Unrecommended Namespace")],
    check: Check::Workload(|workload, cx| {
        let Some(object) = workload.object.map(|it| cx.project.object(it)) else { return };
        let is_system =
            |it: &String| matches!(&**it, "kube-system" | "kube-public" | "kube-node-lease");
        let is_control_plane = |it: &Label| it.key == "tier" && it.value == "control-plane";
        if object.namespace.holds(is_system)
            && !object.labels.has(is_control_plane)
            && !workload.labels.has(is_control_plane)
        {
            cx.report(&object.namespace, format!("{workload} runs among the cluster's own"));
        }
    }),
    ..Rule::UNSET
};
