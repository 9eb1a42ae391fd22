//! Field: Compose `pid: host`, Kubernetes `hostPID`. Allowed: absent or private.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-pid-namespace",
    summary: "workload sees its host's processes",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("hostNamespaces"),
        cis_docker("5.16"),
        cis_kubernetes("5.2.3"),
        kube_linter("host-pid"),
        checkov("CKV_K8S_17"),
        kubescape("C-0038"),
        polaris("hostPIDSet"),
        trivy("KSV-0010"),
        kics("Shared Host PID Namespace"),
        kubescape("C-0194"),
        kubescape("C-0275"),
        kubesec("HostPID"),
        gatekeeper("pod-security-policy/host-namespaces"),
        kyverno("disallow-host-namespaces"),
        compose_lint("CL-0010"),
        kics("Host Namespace is Shared"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        let fact = &workload.pid_namespace;
        if cx.is_refused_or(fact, |it| *it == Namespace::Host) {
            cx.report(fact, format!("{workload} sees its host's processes")).harden(
                "give it its own",
                "a program that works on its host as a whole no longer sees it",
                [fact.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
