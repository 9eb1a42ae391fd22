//! Field: Compose `cap_drop`, Kubernetes `capabilities.drop`. Allowed: contains ALL.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "kept-capabilities",
    summary: "container keeps capabilities that it may not need",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        pss_restricted("capabilities_restricted"),
        cis_docker("5.4"),
        cis_kubernetes("5.2.10"),
        compose_lint("CL-0006"),
        checkov("CKV_K8S_37"),
        kube_linter("drop-net-raw-capability"),
        polaris("insecureCapabilities"),
        trivy("KSV-0003"),
        trivy("KSV-0004"),
        checkov("CKV_K8S_28"),
        kics("No Drop Capabilities for Containers"),
        kics("NET_RAW Capabilities Not Being Dropped"),
        kubescape("C-0199"),
        kubescape("C-0201"),
        kubesec("CapDropAll"),
        kubesec("CapDropAny"),
        gatekeeper("pod-security-policy/capabilities"),
        kyverno("drop-all-capabilities"),
        kyverno("drop-cap-net-raw"),
        kyverno("require-drop-all"),
        kics("Container Capabilities Unrestricted"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        let dropped = &container.dropped_capabilities;
        let lacks_all = dropped.lacks(|it| it.name == "ALL");
        let is_kept = lacks_all && !cx.is_windows(container);
        if cx.is_refused_or(&dropped.whole, |_| is_kept) {
            let message = format!("{container} keeps the engine's default capabilities");
            cx.report(&dropped.whole, message).harden(
                "drop all capabilities",
                "a program that changes owners, binds low ports or switches users as root fails until it gets the capability back",
                [dropped.append("ALL")],
            );
        }
    }),
    ..Rule::UNSET
};
