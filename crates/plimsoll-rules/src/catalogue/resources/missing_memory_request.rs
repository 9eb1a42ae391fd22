//! Field: Kubernetes `resources.requests.memory`; a limit counts as the request.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-memory-request",
    summary: "nothing is set aside for the container",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("container-resources"),
        polaris("memoryRequestsMissing"),
        trivy("KSV-0016"),
        checkov("CKV_K8S_12"),
        kics("Memory Requests Not Defined"),
        kubescape("C-0004"),
        kubescape("C-0269"),
        kubescape("C-0009"),
        kubesec("RequestsMemory"),
        kyverno("require-requests-limits"),
        kyverno("require-pod-requests-limits"),
        gatekeeper("general/containerrequests"),
        gatekeeper("general/containerresources"),
        reliability("resources"),
    ],
    check: Check::Container(|container, cx| {
        if container.memory_request.is(Limit::Unset)
            && container.identity.platform == plimsoll_model::Platform::Kubernetes
        {
            cx.report(&container.memory_request, format!("{container} asks for no memory"));
        }
    }),
    ..Rule::UNSET
};
