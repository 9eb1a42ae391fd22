//! Field: Kubernetes `securityContext.sysctls`. Allowed: the list of the Pod Security Standards, baseline.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unsafe-sysctl",
    summary: "kernel parameter is not among the safe ones",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("sysctls"),
        kube_linter("unsafe-sysctls"),
        trivy("KSV-0026"),
        kics("Cluster Allows Unsafe Sysctls"),
        gatekeeper("pod-security-policy/forbidden-sysctls"),
        kyverno("restrict-sysctls"),
    ],
    check: Check::Workload(|workload, cx| {
        for item in &workload.sysctls.items {
            let Some(sysctl) = item.known().filter(|_| cx.is_refused(item)) else { continue };
            cx.report(item, format!("{workload} sets the kernel parameter `{}`", sysctl.name));
        }
    }),
    ..Rule::UNSET
};
