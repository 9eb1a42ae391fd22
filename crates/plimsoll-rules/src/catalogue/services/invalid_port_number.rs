//! Fields: Kubernetes `containerPort`, `Service` `port` and `targetPort`: 1 to 65535.

use crate::prelude::*;

const fn is_port(number: u64) -> bool {
    number >= 1 && number <= 65_535
}

pub(super) static RULE: Rule = Rule {
    name: "invalid-port-number",
    summary: "port is none",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_linter("invalid-target-ports"),
        kube_score("container-ports-check"),
    ],
    check: Check::Any(&[
        Check::Container(|container, cx| {
            for item in &container.container_ports.items {
                if let Some(port) = item.known().filter(|it| !is_port(it.number)) {
                    cx.report(item, format!("{container} cannot listen on {}", port.number));
                }
            }
        }),
        Check::ServicePort(|port, cx| {
            if let Some(number) = port.port.known().filter(|it| !is_port(**it)) {
                cx.report(&port.port, format!("{port} cannot be port {number}"));
            }
            if let Some(number) = port.node_port.known().filter(|it| **it > 65_535) {
                cx.report(&port.node_port, format!("{port} cannot be port {number} of a node"));
            }
            if let Some(PortReference::Number(number)) = port.target.known()
                && port.target.is_stated()
                && !is_port((*number).into())
            {
                cx.report(&port.target, format!("{port} cannot lead to port {number}"));
            }
        }),
    ]),
    ..Rule::UNSET
};
