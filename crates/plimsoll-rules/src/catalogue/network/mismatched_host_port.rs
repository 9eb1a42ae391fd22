//! Fields: Kubernetes `hostNetwork: true` with `hostPort` other than `containerPort`, which the API server refuses.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "mismatched-host-port",
    summary: "port on the host differs from the one in the container, and cannot",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    fix: Some(Safety::Hardening),
    check: Check::Port(|port, cx| {
        let container = cx.project.container(port.container);
        let workload = cx.project.workload(container.workload);
        let is_pod = port.identity.platform == plimsoll_model::Platform::Kubernetes;
        let (Some(published), Some(target)) = (port.published.known(), port.target.known()) else {
            return;
        };
        if is_pod && workload.network_namespace.is(Namespace::Host) && published != target {
            let message =
                format!("{container} listens on {target} of its host, and not on {published}");
            cx.report(&port.published, message).harden(
                "say the port that it listens on",
                "clients of the other port find nothing",
                [port.published.set(i64::from(target.first))],
            );
        }
    }),
    ..Rule::UNSET
};
