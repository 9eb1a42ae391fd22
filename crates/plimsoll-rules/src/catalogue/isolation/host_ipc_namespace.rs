//! Field: Compose `ipc: host`, Kubernetes `hostIPC`. Allowed: absent or private.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-ipc-namespace",
    summary: "workload shares memory with its host's processes",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("hostNamespaces"),
        cis_docker("5.17"),
        cis_kubernetes("5.2.4"),
        kube_linter("host-ipc"),
        checkov("CKV_K8S_18"),
        kubescape("C-0038"),
        polaris("hostIPCSet"),
        trivy("KSV-0008"),
        kics("Shared Host IPC Namespace"),
        kubescape("C-0195"),
        kubescape("C-0276"),
        kubesec("HostIPC"),
        gatekeeper("pod-security-policy/host-namespaces"),
        kyverno("disallow-host-namespaces"),
        compose_lint("CL-0010"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        let fact = &workload.ipc_namespace;
        if cx.is_refused_or(fact, |it| *it == Namespace::Host) {
            cx.report(fact, format!("{workload} shares memory with its host's processes")).harden(
                "give it its own",
                "a program that works on its host as a whole no longer sees it",
                [fact.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
