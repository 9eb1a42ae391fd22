//! Field: Compose `network_mode: host`, Kubernetes `hostNetwork`. Allowed: absent or private.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-network",
    summary: "workload uses its host's network",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("hostNamespaces"),
        cis_docker("5.10"),
        cis_kubernetes("5.2.5"),
        compose_lint("CL-0008"),
        kube_linter("host-network"),
        checkov("CKV_K8S_19"),
        kubescape("C-0041"),
        polaris("hostNetworkSet"),
        trivy("KSV-0009"),
        kics("Shared Host Network Namespace"),
        kubescape("C-0196"),
        kubesec("HostNetwork"),
        gatekeeper("pod-security-policy/host-network-ports"),
        kyverno("disallow-host-namespaces"),
    ],
    fix: Some(Safety::Hardening),
    supersedes: &["host-port"],
    check: Check::Workload(|workload, cx| {
        let fact = &workload.network_namespace;
        if cx.is_refused_or(fact, |it| *it == Namespace::Host) {
            cx.report(fact, format!("{workload} uses its host's network")).harden(
                "give it its own",
                "a program that works on its host as a whole no longer sees it",
                [fact.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
