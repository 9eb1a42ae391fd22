//! Field: Kubernetes `Service` `spec.externalIPs`. Allowed: absent. CVE-2020-8554.

use crate::prelude::*;

/// The minor version that warns of the field (`pkg/api/service/warnings.go`).
const DEPRECATED: u32 = 36;

pub(super) static RULE: Rule = Rule {
    name: "external-ip-service",
    summary: "service claims addresses outside of the cluster",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.3"),
        trivy("KSV-0108"),
        gatekeeper("general/externalip"),
        kyverno("restrict-external-ips"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Service(|service, cx| {
        for address in &service.external_ips.items {
            let Some(it) = address.known() else { continue };
            let is_warned = cx.parameters.kubernetes_minor >= DEPRECATED;
            cx.report(address, format!("{service} claims the traffic to `{it}`"))
                .platform(is_warned.then_some(Reaction::Warns))
                .harden(
                    "do not claim the address",
                    "clients that reach the service by this address no longer do",
                    [address.remove()],
                );
        }
    }),
    ..Rule::UNSET
};
