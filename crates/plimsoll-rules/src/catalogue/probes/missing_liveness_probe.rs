//! Field: Kubernetes `livenessProbe` of containers that last, in pods that do.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-liveness-probe",
    summary: "nothing starts the container again when it hangs",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("no-liveness-probe"),
        polaris("livenessProbeMissing"),
        checkov("CKV_K8S_8"),
        kics("Liveness Probe Is Not Defined"),
        kubescape("C-0056"),
        gatekeeper("general/requiredprobes"),
        reliability("availability"),
    ],
    check: Check::Container(|container, cx| {
        let project = cx.project;
        let workload = project.workload(container.workload);
        if !workload.kind.is_long_running()
            || !container.role.is_lasting()
            || container.health_check.known().is_none()
        {
            return;
        }
        let is_live = |it: &Probe| {
            it.kind == ProbeKind::Liveness
                && std::ptr::eq(project.container(it.container), container)
        };
        if container.identity.platform == plimsoll_model::Platform::Kubernetes
            && !project.probes_of(container.workload).iter().any(is_live)
        {
            let shown = container.identity.shown;
            cx.report_at(&container.identity, shown, format!("{container} has no liveness probe"));
        }
    }),
    ..Rule::UNSET
};
