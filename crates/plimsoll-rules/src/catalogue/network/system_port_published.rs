//! Fields: Compose `ports`, Kubernetes `hostPort`. Refused: ports of the host below 1024.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "system-port-published",
    summary: "container takes a port that is reserved for the system",
    severity: Severity::Info,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.8"), kics("Privileged Ports Mapped In Container")],
    check: Check::Port(|port, cx| {
        let is_low = |it: &NumberRange| it.first > 0 && it.first < 1024;
        if port.published.holds(is_low) {
            let container = cx.project.container(port.container);
            cx.report(&port.published, format!("{container} takes a port of its host below 1024"));
        }
    }),
    ..Rule::UNSET
};
