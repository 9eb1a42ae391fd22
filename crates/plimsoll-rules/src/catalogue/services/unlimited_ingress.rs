//! Annotations of an `Ingress` of the NGINX controller: `limit-rps`, `limit-rpm`, `limit-connections`.

use crate::prelude::*;

/// The ends of annotations that limit.
const LIMITS: &[&str] = &["/limit-rps", "/limit-rpm", "/limit-connections"];

pub(super) static RULE: Rule = Rule {
    name: "unlimited-ingress",
    summary: "ingress does not limit requests",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cwe("770")],
    check: Check::Ingress(|ingress, cx| {
        let object = cx.project.object(ingress.object);
        let is_nginx = ingress.class.holds(|it| it.contains("nginx"));
        let limits = |it: &Annotation| LIMITS.iter().any(|name| it.key.ends_with(name));
        if is_nginx && object.annotations.lacks(limits) {
            cx.report(&ingress.class, format!("{ingress} does not limit requests"));
        }
    }),
    ..Rule::UNSET
};
