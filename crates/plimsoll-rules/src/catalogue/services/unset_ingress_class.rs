//! Fields: Kubernetes `Ingress` `ingressClassName` and the annotation before it.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unset-ingress-class",
    summary: "ingress does not say which controller it is for",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("network access")],
    check: Check::Ingress(|ingress, cx| {
        if ingress.class.is(String::new()) {
            cx.report(&ingress.class, format!("{ingress} does not say which controller it is for"));
        }
    }),
    ..Rule::UNSET
};
