//! Field: the `cpu_request` of a container. Allowed: stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-cpu-request",
    summary: "nothing is set aside for the container",
    severity: Severity::Info,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        kube_linter("unset-cpu-requirements"),
        checkov("CKV_K8S_10"),
        kubescape("C-0268"),
        polaris("cpuRequestsMissing"),
        trivy("KSV-0015"),
        kics("CPU Requests Not Set"),
        kubesec("RequestsCPU"),
        kubescape("C-0050"),
        gatekeeper("general/containerresources"),
    ],
    check: Check::Container(|container, cx| {
        if container.cpu_request.is(Limit::Unset) {
            cx.report(&container.cpu_request, format!("{container} asks for no processor time"));
        }
    }),
    ..Rule::UNSET
};
