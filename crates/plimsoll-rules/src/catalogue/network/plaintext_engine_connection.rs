//! Environment of a container. Refused: `DOCKER_HOST` with the port without TLS.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "plaintext-engine-connection",
    summary: "container commands an engine without encryption or login",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[owasp_docker("1"), cwe("319")],
    check: Check::Variable(|variable, cx| {
        if variable.identity.name != "DOCKER_HOST" {
            return;
        }
        let is_plain = |it: &Redacted| {
            let text = it.reveal();
            (text.starts_with("tcp://") || text.starts_with("http://"))
                && text.trim_end_matches('/').ends_with(":2375")
        };
        let Some(host) = variable.value.known().filter(|it| is_plain(it)) else { return };
        let name = host.reveal().split("//").nth(1).unwrap_or("").split(':').next().unwrap_or("");
        let container = cx.project.container(variable.container);
        // A proxy that lets only some calls through, in a network of the project.
        let is_proxy = cx.project.subjects.images.iter().any(|image| {
            cx.project.container(image.container).identity.name == name
                && image.reference.holds(|it| it.written.contains("proxy"))
        });
        if !is_proxy {
            cx.report(
                &variable.value,
                format!("{container} commands an engine over a connection that everybody can use"),
            );
        }
    }),
    ..Rule::UNSET
};
