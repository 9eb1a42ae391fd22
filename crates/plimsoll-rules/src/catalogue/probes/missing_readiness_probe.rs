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
        if super::lacks(cx.project, container, ProbeKind::Readiness) {
            let shown = container.identity.shown;
            cx.report_at(&container.identity, shown, format!("{container} has no readiness probe"));
        }
    }),
    ..Rule::UNSET
};
