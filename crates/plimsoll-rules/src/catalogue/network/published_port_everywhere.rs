//! Field: Compose `ports`. Refused: published without an address of the host.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "published-port-everywhere",
    summary: "port is open on every address of the host",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        cis_docker("5.14"),
        compose_lint("CL-0005"),
        dclint("no-unbound-port-interfaces"),
        kics("Container Traffic Not Bound To Host Interface"),
    ],
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
        // Zero: the engine picks the port of the host.
        let shown = if published.first == 0 { port.target.known() } else { Some(published) };
        let Some(shown) = shown else { return };
        let message = format!("{container} publishes port {shown} on every interface");
        super::report_open(cx, port, &port.published, message);
    }),
    ..Rule::UNSET
};
