//! Fields: Kubernetes `Ingress` `rules[].host` without an entry of `tls[].hosts` for it; `*.` stands for one label.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "plaintext-ingress",
    summary: "ingress serves a host without a certificate",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        nsa_cisa("encryption in transit"),
        polaris("tlsSettingsMissing"),
        kubescape("C-0263"),
        kyverno("ingress-host-match-tls"),
        gatekeeper("general/httpsonly"),
    ],
    check: Check::Ingress(|ingress, cx| {
        let project = cx.project;
        let routes =
            || project.subjects.ingress_routes.iter().filter(|it| it.object == ingress.object);
        let mut told: Vec<&str> = Vec::new();
        for route in routes().filter(|it| !it.is_default && it.encrypted.is(false)) {
            let Some(host) = route.host.known().filter(|it| !told.contains(&it.as_str())) else {
                continue;
            };
            told.push(host);
            let shown = if host.is_empty() { "every host" } else { host };
            cx.report_about(
                &route.identity,
                &route.host,
                format!("{ingress} serves {shown} without encryption"),
            )
            .keyed(host.clone());
        }
        // One that only has a default backend.
        if routes().all(|it| it.is_default)
            && ingress.has_default_backend.is(true)
            && ingress.tls_hosts.whole.is(0)
        {
            cx.report(
                &ingress.has_default_backend,
                format!("{ingress} serves every host without encryption"),
            );
        }
    }),
    ..Rule::UNSET
};
