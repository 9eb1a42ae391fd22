//! Fields: the backends of an `Ingress`, against the services of the same namespace.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-ingress-backend",
    summary: "ingress leads to a service that does not exist",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[
        kube_linter("dangling-ingress"),
        kube_score("ingress-targets-service"),
        kubescape("C-0298"),
    ],
    check: Check::Reference(|reference, cx| {
        let is_ingress = cx.project.object(reference.object).kind.is("Ingress".to_owned());
        if is_ingress {
            super::report(reference, Reaction::Fails, cx);
        }
    }),
    ..Rule::UNSET
};
