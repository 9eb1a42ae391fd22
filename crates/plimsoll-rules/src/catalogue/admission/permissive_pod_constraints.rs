//! Fields: OpenShift `SecurityContextConstraints` `allowPrivilegedContainer`, `allowHost…` and `runAsUser.type`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "permissive-pod-constraints",
    summary: "security context constraints let pods reach their node",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[kube_linter("scc-deny-privileged-container"), nsa_cisa("non-root containers")],
    check: Check::PodConstraints(|constraints, cx| {
        for item in &constraints.allowed.items {
            let Some(field) = item.known() else { continue };
            let what = match field.as_str() {
                "allowPrivilegedContainer" => "pods with full access to their node",
                "allowHostDirVolumePlugin" => "pods that mount paths of their node",
                "allowHostNetwork" => "pods in the network of their node",
                "allowHostPID" => "pods that see the processes of their node",
                "allowHostIPC" => "pods that share the memory of their node",
                "allowHostPorts" => "pods that take ports of their node",
                _ => "pods that run as root",
            };
            cx.report(item, format!("{constraints} admits {what}")).keyed(field.clone());
        }
    }),
    ..Rule::UNSET
};
