//! Field: `spec.ports[].targetPort`, against the names of the ports of the pods that are chosen.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-target-port",
    summary: "service leads to a port that no container names",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[kics("Service Does Not Target Pod")],
    check: Check::ServicePort(|port, cx| {
        if port.target_declared.is(false) {
            let name = port.target.known().map(ToString::to_string).unwrap_or_default();
            cx.report(
                &port.target,
                format!("no container that {port} leads to has a port `{name}`"),
            );
        }
    }),
    ..Rule::UNSET
};
