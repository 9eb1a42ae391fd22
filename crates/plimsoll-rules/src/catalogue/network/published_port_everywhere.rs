//! Field: Compose `ports`. Refused: published without an address of the host.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "published-port-everywhere",
    summary: "port is open on every address of the host",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.14"), compose_lint("CL-0005")],
    fix: Some(Safety::Hardening),
    check: Check::Port(|port, cx| {
        if port.identity.platform == plimsoll_model::Platform::Kubernetes
            || !port.interface.is(Interface::Every)
        {
            return;
        }
        let (Some(published), container) =
            (port.published.known(), cx.project.container(port.container))
        else {
            return;
        };
        let message = format!("{container} publishes port {published} on every interface");
        let is_short = port.published.site().is_some_and(|site| site.part.is_some());
        let patch = match is_short {
            true => port.published.splice(format!("127.0.0.1:{published}")),
            false => port.interface.set("127.0.0.1"),
        };
        let at = &port.published;
        cx.report(at, message).harden(
            "publish it on the loopback interface only",
            "other machines no longer reach the port",
            [patch],
        );
    }),
    ..Rule::UNSET
};
