//! Field: Kubernetes `Service` `spec.externalName`. Refused: loopback, link-local addresses, the metadata endpoint.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "local-external-name",
    summary: "service stands for the host that asks, or for the cloud",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[kyverno("no-localhost-service"), cwe("918")],
    check: Check::Service(|service, cx| {
        let is_local = |it: &String| {
            let host = it.trim_end_matches('.').to_ascii_lowercase();
            host == "localhost"
                || host.ends_with(".localhost")
                || host == "metadata.google.internal"
                || host.starts_with("127.")
                || host.starts_with("169.254.")
        };
        if service.external_name.holds(is_local) {
            cx.report(
                &service.external_name,
                format!("{service} leads whoever asks to themselves or to the cloud"),
            );
        }
    }),
    ..Rule::UNSET
};
