//! Field: Compose `network_mode: bridge`. Allowed: networks of the project.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "default-bridge-network",
    summary: "container joins the network that every container of the host can join",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.30"), owasp_docker("5")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.network_namespace.is(Namespace::Bridge) {
            let message = format!("{workload} joins the default bridge of the engine");
            cx.report(&workload.network_namespace, message).harden(
                "remove `network_mode`",
                "containers of other projects on that bridge are out of reach, and names of services resolve for the first time",
                [workload.network_namespace.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
