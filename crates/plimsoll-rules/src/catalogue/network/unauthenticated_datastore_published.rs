//! Fields: Compose `ports`, Kubernetes `hostPort`, environment and command of the container. Refused: a datastore that asks for no password, open on every address of the host.

use crate::datastore::open_datastore;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unauthenticated-datastore-published",
    summary: "datastore without a password is open to the network",
    severity: Severity::Critical,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("306"), owasp_docker("5a"), cis_docker("5.14")],
    fix: Some(Safety::Hardening),
    supersedes: &["datastore-port-published", "published-port-everywhere", "host-port"],
    check: Check::Port(|port, cx| {
        let is_open = port.interface.is(Interface::Every) && port.protocol.is(Protocol::Tcp);
        let container = cx.project.container(port.container);
        let Some(open) = open_datastore(cx.project, port.container).filter(|_| is_open) else {
            return;
        };
        if !port.target.holds(|it| open.ports.iter().any(|number| it.contains(*number))) {
            return;
        }
        let message = format!(
            "{container} opens {} on every interface and asks for no password",
            open.product
        );
        let draft = super::report_open(cx, port, &port.target, message);
        if let Some(site) = open.switch.and_then(|it| it.value.site()) {
            draft.label(site, "no password because of this");
        }
    }),
    ..Rule::UNSET
};
