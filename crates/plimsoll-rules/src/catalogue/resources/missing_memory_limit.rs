//! Field: the `memory_limit` of a container. Allowed: stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-memory-limit",
    summary: "container can use up the memory of its host",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        cis_docker("5.11"),
        kube_linter("unset-memory-requirements"),
        checkov("CKV_K8S_13"),
        kubescape("C-0271"),
        polaris("memoryLimitsMissing"),
        trivy("KSV-0018"),
        kics("Memory Limits Not Defined"),
        kubesec("LimitsMemory"),
        kubescape("C-0009"),
        kubescape("C-0004"),
        gatekeeper("general/containerresources"),
        compose_lint("CL-0026"),
        kics("Memory Not Limited"),
    ],
    check: Check::Container(|container, cx| {
        if container.memory_limit.is(Limit::Unset) {
            cx.report(&container.memory_limit, format!("{container} has no memory limit"));
        }
    }),
    ..Rule::UNSET
};
