//! Fields: Kubernetes `Ingress` host and path, across the ingresses of the project.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-ingress-route",
    summary: "two ingresses claim one host and path",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kyverno("unique-ingress-host"),
        kyverno("unique-ingress-host-and-path"),
        gatekeeper("general/uniqueingresshost"),
    ],
    check: Check::Project(|project, cx| {
        let mut seen: std::collections::HashMap<(&str, &str), &IngressRoute> =
            std::collections::HashMap::new();
        for route in project.subjects.ingress_routes.iter().filter(|it| !it.is_default) {
            let host = cx.need(&route.identity, "host", &route.host);
            let path = cx.need(&route.identity, "path", &route.path);
            let (Some(host), Some(path)) = (host, path) else { continue };
            cx.judged();
            let first = *seen.entry((host, path)).or_insert(route);
            // Overlays for several environments repeat an object by name.
            let is_other = project.object(first.object).identity.name
                != project.object(route.object).identity.name;
            if is_other {
                cx.report_about(
                    &route.identity,
                    &route.path,
                    format!("{route} is claimed by two ingresses"),
                )
                .label(first.identity.shown, "the other one");
            }
        }
    }),
    ..Rule::UNSET
};
