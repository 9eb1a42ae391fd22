//! Fields: Kubernetes `Ingress` `rules[].host` absent or with `*`, and `defaultBackend`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "catch-all-ingress",
    summary: "ingress takes requests for hosts that are not its own",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kyverno("restrict-ingress-defaultbackend"),
        kyverno("disallow-empty-ingress-host"),
        kyverno("restrict-ingress-wildcard"),
        gatekeeper("general/disallowedingresswildcard"),
    ],
    check: Check::Any(&[
        Check::IngressRoute(|route, cx| {
            if !route.is_default && route.host.holds(|it| it.is_empty() || it.contains('*')) {
                let message = format!("{route} takes requests for any host");
                cx.report(&route.host, message);
            }
        }),
        Check::Ingress(|ingress, cx| {
            if ingress.has_default_backend.is(true) {
                let message = format!("{ingress} takes every request that no rule takes");
                cx.report(&ingress.has_default_backend, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
