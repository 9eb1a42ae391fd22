//! Field: Kubernetes `Service` `spec.type`. Refused: `NodePort`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "node-port-service",
    summary: "service is open on every node",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("network access"),
        kube_linter("exposed-services"),
        kube_score("service-type"),
        kics("Service Type is NodePort"),
        kubescape("C-0256"),
        gatekeeper("general/block-nodeport-services"),
        kyverno("restrict-nodeport"),
    ],
    check: Check::Service(|service, cx| {
        if service.service_type.is("NodePort".to_owned()) {
            cx.report(&service.service_type, format!("{service} is open on every node"));
        }
    }),
    ..Rule::UNSET
};
