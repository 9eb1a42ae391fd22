//! Field: Kubernetes `priorityClassName` `system-cluster-critical` or `system-node-critical` outside of `kube-system`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "borrowed-priority",
    summary: "workload takes the priority of the cluster itself",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server"), reliability("scheduling")],
    check: Check::Workload(|workload, cx| {
        let Some(object) = workload.object else { return };
        let namespace = &cx.project.object(object).namespace;
        let is_system = namespace.is_unknown()
            || namespace.holds(|it| it.starts_with("kube-") || it.ends_with("-system"));
        let is_critical =
            |it: &String| it == "system-cluster-critical" || it == "system-node-critical";
        if namespace.is_stated() && !is_system && workload.priority_class.holds(is_critical) {
            cx.report(
                &workload.priority_class,
                format!("{workload} takes the priority of the cluster itself"),
            );
        }
    }),
    ..Rule::UNSET
};
