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
        let routes = || project.routes_of(ingress.object).iter();
        let open = routes().find(|it| !it.is_default && it.encrypted.is(false));
        if let Some(route) = open {
            let host = route.host.known().filter(|it| !it.is_empty());
            let shown = host.map_or("every host", String::as_str);
            cx.report_about(
                &route.identity,
                &route.host,
                format!("{ingress} serves {shown} without encryption"),
            );
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
