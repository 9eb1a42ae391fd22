//! Field: Kubernetes `ports[].hostPort`. Allowed: absent or 0. A pod in its host's network has its
//! ports there anyway, which `host-network` says.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-port",
    summary: "container takes a port of its node",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("hostPorts"),
        cis_kubernetes("5.2.13"),
        polaris("hostPortSet"),
        trivy("KSV-0024"),
        checkov("CKV_K8S_26"),
        kics("Workload Host Port Not Specified"),
        kubescape("C-0044"),
        kubescape("C-0204"),
        gatekeeper("pod-security-policy/host-network-ports"),
        kyverno("disallow-host-ports"),
        kyverno("disallow-host-ports-range"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Port(|port, cx| {
        let container = cx.project.container(port.container);
        let Some(published) = port.published.known().filter(|_| cx.is_refused(&port.published))
        else {
            return;
        };
        let message = format!("{container} takes port {published} of its node");
        cx.report(&port.published, message).harden(
            "remove `hostPort`",
            "clients that come to the address of the node no longer reach the container; give them a Service",
            [port.published.remove()],
        );
    }),
    ..Rule::UNSET
};
