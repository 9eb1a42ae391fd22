//! Field: Compose `cap_add`, Kubernetes `capabilities.add`. Allowed: `NET_BIND_SERVICE`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "extra-capability",
    summary: "container gets a capability beyond the one for low ports",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        pss_restricted("capabilities_restricted"),
        cis_kubernetes("5.2.9"),
        trivy("KSV-0022"),
        trivy("KSV-0106"),
        checkov("CKV_K8S_25"),
        kics("Containers With Added Capabilities"),
        kubescape("C-0200"),
        gatekeeper("pod-security-policy/capabilities"),
        kyverno("require-drop-all"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        for item in &container.added_capabilities.items {
            // In other spelling it is `uncanonical-capability`.
            let Some(capability) = item.known().filter(|it| it.name != "NET_BIND_SERVICE") else {
                continue;
            };
            if !cx.is_refused_or(item, |_| true) {
                continue;
            }
            if cx.parameters.allowed_capabilities.contains(&capability.name) {
                continue;
            }
            cx.report(item, format!("{container} adds `{}`", capability.name)).harden(
                format!("do not add `{}`", capability.name),
                "calls that need the capability fail with \"operation not permitted\"",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
