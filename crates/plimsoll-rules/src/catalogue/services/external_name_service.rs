//! Field: Kubernetes `Service` `spec.type`. Refused: `ExternalName`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "external-name-service",
    summary: "service is a name for something outside",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[trivy("KSV-0108"), kyverno("restrict-externalname")],
    check: Check::Service(|service, cx| {
        if service.service_type.is("ExternalName".to_owned()) {
            cx.report(&service.service_type, format!("{service} stands for a host outside"));
        }
    }),
    ..Rule::UNSET
};
