//! Fields: Compose `ports`, Kubernetes `hostPort`. Refused: the registered ports (IANA) of FTP, Telnet,
//! TFTP, rexec and rlogin, to other machines. 514 is left alone: syslog uses it far more than rsh.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "plaintext-protocol",
    summary: "port belongs to a protocol without encryption",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("319")],
    check: Check::Port(|port, cx| {
        if !port.interface.holds(Interface::is_reachable) {
            return;
        }
        let (Some(target), Some(transport)) = (port.target.known(), port.protocol.known()) else {
            return;
        };
        let protocol = match (target.first, target.last, transport) {
            (21, 21, Protocol::Tcp) => "FTP",
            (23, 23, Protocol::Tcp) => "Telnet",
            (69, 69, Protocol::Udp) => "TFTP",
            (512, 512, Protocol::Tcp) => "rexec",
            (513, 513, Protocol::Tcp) => "rlogin",
            _ => return,
        };
        let container = cx.project.container(port.container);
        cx.report(&port.target, format!("{container} offers {protocol}, which nothing encrypts"));
    }),
    ..Rule::UNSET
};
