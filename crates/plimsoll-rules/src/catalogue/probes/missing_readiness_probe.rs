//! Field: Kubernetes `readinessProbe` of containers that last, in pods that do.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-readiness-probe",
    summary: "nothing says when the container is ready for requests",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("no-readiness-probe"),
        kube_score("pod-probes"),
        polaris("readinessProbeMissing"),
        checkov("CKV_K8S_9"),
        kics("Readiness Probe Is Not Configured"),
        kubescape("C-0018"),
        gatekeeper("general/requiredprobes"),
        kyverno("require-pod-probes"),
        reliability("availability"),
    ],
    check: Check::Container(|container, cx| {
        let project = cx.project;
        let workload = project.workload(container.workload);
        // Of a fact that does not apply to a container that ends, and one that a patch leaves open.
        if !workload.kind.is_long_running()
            || !container.role.is_lasting()
            || container.health_check.known().is_none()
        {
            return;
        }
        let is_ready = |it: &Probe| {
            it.kind == ProbeKind::Readiness
                && std::ptr::eq(project.container(it.container), container)
        };
        if container.identity.platform == plimsoll_model::Platform::Kubernetes
            && !project.probes_of(container.workload).iter().any(is_ready)
        {
            let shown = container.identity.shown;
            cx.report_at(&container.identity, shown, format!("{container} has no readiness probe"));
        }
    }),
    ..Rule::UNSET
};
