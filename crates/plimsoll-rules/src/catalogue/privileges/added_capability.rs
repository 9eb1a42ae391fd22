//! Field: Compose `cap_add`, Kubernetes `capabilities.add`. Refused: what reaches beyond the container.

use plimsoll_model::syntax::capability::{Entry, Risk};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "added-capability",
    summary: "container gets a capability that reaches beyond it",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("capabilities_baseline"),
        cis_docker("5.4"),
        compose_lint("CL-0011"),
        cis_kubernetes("5.2.9"),
        checkov("CKV_K8S_25"),
        kubescape("C-0046"),
        polaris("dangerousCapabilities"),
        trivy("KSV-0005"),
        trivy("KSV-0119"),
        trivy("KSV-0120"),
        checkov("CKV_K8S_39"),
        kics("Containers With Sys Admin Capabilities"),
        kubesec("CapSysAdmin"),
        compose_lint("CL-0024"),
        compose_lint("CL-0027"),
        compose_lint("CL-0028"),
        compose_lint("CL-0030"),
        kics("Container Capabilities Unrestricted"),
    ],
    fix: Some(Safety::Hardening),
    supersedes_item: &["extra-capability"],
    check: Check::Container(|container, cx| {
        for item in &container.added_capabilities.items {
            let Some(capability) = item.known().filter(|_| cx.is_refused_or(item, |_| true)) else {
                continue;
            };
            let is_allowed = cx.parameters.allowed_capabilities.contains(&capability.name);
            let reach = match Entry::parse(&capability.written) {
                Ok(Entry::All) => "every right of root on the host",
                Ok(Entry::One(it)) if it.risk() == Risk::HostTakeover => {
                    "a known way to root on the host"
                }
                Ok(Entry::One(it)) if it.risk() == Risk::Powerful => "rights that reach beyond it",
                _ => continue,
            };
            if is_allowed {
                continue;
            }
            let message = format!("{container} adds `{}`: {reach}", capability.name);
            cx.report(item, message).harden(
                format!("do not add `{}`", capability.name),
                "calls that need the capability fail with \"operation not permitted\"",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
