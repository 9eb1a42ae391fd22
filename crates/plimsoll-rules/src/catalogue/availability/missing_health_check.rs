//! Field: Compose `healthcheck`, Kubernetes probes. Allowed: stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-health-check",
    summary: "nothing notices when the container hangs",
    severity: Severity::Info,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        cis_docker("5.27"),
        checkov("CKV_K8S_8"),
        kube_linter("no-liveness-probe"),
        kics("Healthcheck Not Set"),
    ],
    check: Check::Container(|container, cx| {
        let workload = cx.project.workload(container.workload);
        if container.role.is_lasting()
            && workload.kind.is_long_running()
            && container.health_check.is(HealthCheck::Missing)
        {
            cx.report(&container.health_check, format!("{container} has no health check"));
        }
    }),
    ..Rule::UNSET
};
