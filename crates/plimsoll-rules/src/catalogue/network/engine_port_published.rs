//! Fields: Compose `ports`, Kubernetes `hostPort`. Refused: port 2375, which IANA registers for the Docker
//! engine without encryption, on anything but the loopback interface.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "engine-port-published",
    summary: "API of a container engine is open to the network",
    severity: Severity::Critical,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("2.7"), owasp_docker("1"), cwe("306"), compose_lint("CL-0005")],
    fix: Some(Safety::Hardening),
    supersedes: &["published-port-everywhere", "host-port"],
    check: Check::Port(|port, cx| {
        if port.interface.holds(Interface::is_reachable)
            && port.protocol.is(Protocol::Tcp)
            && port.target.holds(|it| it.contains(ENGINE))
        {
            let container = cx.project.container(port.container);
            let message = format!("{container} opens the API of a container engine to the network");
            let is_open = port.interface.is(Interface::Every);
            let patch = if is_open { super::on_loopback(port) } else { None };
            cx.report(&port.target, message).spanning(super::places(port)).harden(
                "publish it on the loopback interface only",
                "machines other than the host no longer reach the engine",
                [patch],
            );
        }
    }),
    ..Rule::UNSET
};

/// The engine's port without TLS; 2376 is the one with it.
const ENGINE: u32 = 2375;
