//! Names of containers, places of mounts and ports of the host, names of volumes of a pod and ports of a service: each once.

use std::collections::HashMap;

use plimsoll_model::Project;

use crate::Context;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-claim",
    summary: "name, place or port is claimed twice",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        validation("engine"),
        validation("API server"),
        dclint("no-duplicate-container-names"),
        dclint("no-duplicate-exported-ports"),
    ],
    check: Check::Any(&[
        Check::Defect(|defect, cx| crate::catalogue::refused(&[DefectKind::Duplicate], defect, cx)),
        Check::Project(ports),
    ]),
    ..Rule::UNSET
};

/// Published ports of one project that overlap on an address.
fn ports(project: &Project, cx: &mut Context<'_>) {
    let ports = &project.subjects.ports;
    let mut by_port: HashMap<u32, Vec<&Port>> = HashMap::new();
    for port in ports {
        let Some(published) = port.published.known().filter(|it| it.first != 0) else { continue };
        let workload = project.workload(project.container(port.container).workload);
        let is_always_there = workload.profiles.whole.is(0);
        let is_compose = port.identity.platform == plimsoll_model::Platform::Compose;
        if !is_compose || !is_always_there || workload.network_namespace.is(Namespace::Host) {
            continue;
        }
        // A range on the host for one port in the container takes any that is free.
        if published.first != published.last && port.target.holds(|it| it.first == it.last) {
            continue;
        }
        let earlier = by_port.entry(published.first).or_default();
        let other = earlier.iter().find(|other| {
            let one = project.workload(project.container(other.container).workload).object;
            one == workload.object
                && port.protocol.known().is_some()
                && other.protocol.known() == port.protocol.known()
                && overlap(&other.interface, &port.interface)
        });
        if let Some(other) = other {
            let container = project.container(port.container);
            let message =
                format!("{container} publishes port {published} of the host, which is taken");
            let draft = cx.report_about(&port.identity, &port.published, message);
            if let Some(site) = other.published.site() {
                draft.label(site, "taken here");
            }
        }
        earlier.push(port);
    }
}

/// Whether one address is among both.
fn overlap(one: &Fact<Interface>, other: &Fact<Interface>) -> bool {
    match (one.known(), other.known()) {
        (Some(Interface::Every), Some(_)) | (Some(_), Some(Interface::Every)) => true,
        (Some(one), Some(other)) => one == other && *one != Interface::Loopback,
        _ => false,
    }
}
