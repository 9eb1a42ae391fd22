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
        if super::lacks(cx.project, container, ProbeKind::Liveness) {
            let shown = container.identity.shown;
            cx.report_at(&container.identity, shown, format!("{container} has no liveness probe"));
        }
    }),
    ..Rule::UNSET
};
