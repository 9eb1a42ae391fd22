//! Field: published ports. Refused: FTP, Telnet, rsh and TFTP.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "plaintext-protocol",
    summary: "port belongs to a protocol without encryption",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[nsa_cisa("network")],
    check: Check::Port(|port, cx| {
        let Some(target) = port.target.known().filter(|_| !port.interface.is(Interface::Loopback))
        else {
            return;
        };
        let protocol = match (target.first, target.last) {
            (21, 21) => "FTP",
            (23, 23) => "Telnet",
            (69, 69) => "TFTP",
            (512..=514, 512..=514) => "a remote shell without encryption",
            _ => return,
        };
        let container = cx.project.container(port.container);
        let message = format!("{container} offers {protocol}");
        let at = &port.target;
        cx.report(at, message);
    }),
    ..Rule::UNSET
};
