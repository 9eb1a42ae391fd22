//! Fields: Kubernetes probes and hooks with a port by name, against the names of `ports[]`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-probe-port",
    summary: "probe asks a port that the container does not name",
    severity: Severity::High,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[
        validation("kubelet"),
        kube_linter("liveness-port"),
        kube_linter("readiness-port"),
        kube_linter("startup-port"),
        reliability("validation"),
    ],
    check: Check::Probe(|probe, cx| {
        let container = cx.project.container(probe.container);
        let Some(PortReference::Name(name)) = probe.port.known() else { return };
        if container.container_ports.lacks(|it| it.name == *name) {
            let message = format!("no port of {container} has the name `{name}`");
            cx.report(&probe.port, message);
        }
    }),
    ..Rule::UNSET
};
