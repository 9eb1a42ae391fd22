//! Fields: Kubernetes `resources.limits.cpu`, Compose `cpus`, `cpu_quota`, `deploy.resources.limits.cpus`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-cpu-limit",
    summary: "container can use all processors of its host",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("container-resources"),
        polaris("cpuLimitsMissing"),
        trivy("KSV-0011"),
        checkov("CKV_K8S_11"),
        kics("CPU Limits Not Set"),
        kubescape("C-0270"),
        kubescape("C-0009"),
        kubescape("C-0050"),
        kubesec("LimitsCPU"),
        gatekeeper("general/containerlimits"),
        reliability("resources"),
        cis_docker("5.12"),
        owasp_docker("7"),
        compose_lint("CL-0026"),
        kics("Cpus Not Limited"),
    ],
    check: Check::Container(|container, cx| {
        if container.cpu_limit.is(Limit::Unset) {
            cx.report(&container.cpu_limit, format!("{container} has no limit on processor time"));
        }
    }),
    ..Rule::UNSET
};
