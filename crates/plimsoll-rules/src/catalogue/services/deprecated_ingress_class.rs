//! Annotation `kubernetes.io/ingress.class`, deprecated since Kubernetes 1.18 for the field `ingressClassName`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "deprecated-ingress-class",
    summary: "class of an ingress is given by annotation",
    severity: Severity::Low,
    platform: Some(Reaction::Warns),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server")],
    check: Check::Ingress(|ingress, cx| {
        if ingress.class_annotation.is_stated() {
            cx.report(
                &ingress.class_annotation,
                format!("{ingress} names its class by annotation, which is deprecated"),
            );
        }
    }),
    ..Rule::UNSET
};
