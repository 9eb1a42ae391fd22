//! Objects: a pod that no `NetworkPolicy` of its namespace restricts, in either direction.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-network-policy",
    summary: "no network policy is for the pod",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.3.2"),
        nsa_cisa("network policies"),
        kube_linter("non-isolated-pod"),
        kube_score("pod-networkpolicy"),
        polaris("missingNetworkPolicy"),
        checkov("CKV2_K8S_6"),
        kics("Pod Misconfigured Network Policy"),
        kubescape("C-0030"),
        kubescape("C-0260"),
    ],
    check: Check::Workload(|workload, cx| {
        // Policies do not hold pods in the network of their host.
        if workload.network_namespace.is(Namespace::Host) {
            return;
        }
        let open = [(&workload.ingress_restricted, "to"), (&workload.egress_restricted, "from")];
        if let Some((fact, way)) = open.into_iter().find(|(fact, _)| fact.is(false)) {
            cx.report(fact, format!("no network policy restricts traffic {way} {workload}"));
        }
    }),
    ..Rule::UNSET
};
