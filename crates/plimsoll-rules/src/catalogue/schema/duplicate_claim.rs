//! Names of containers, places of mounts and ports of the host, names of volumes of a pod and ports of a service: each once.

use std::collections::HashMap;

use plimsoll_model::Project;

use crate::Context;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-claim",
    summary: "name, place or port is claimed twice",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
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
    let mut taken: HashMap<_, Vec<&Port>> = HashMap::new();
    for port in &project.subjects.ports {
        if port.identity.platform != plimsoll_model::Platform::Compose {
            continue;
        }
        let published = cx.need(&port.identity, "published", &port.published);
        let Some(published) = published.filter(|it| it.first != 0) else { continue };
        let workload = project.workload(project.container(port.container).workload);
        // Services that are not always there need not be there together.
        let is_there = workload.started.is(true) && !workload.network_namespace.is(Namespace::Host);
        // A range on the host for one port in the container takes any that is free.
        let takes_any =
            published.first != published.last && port.target.holds(|it| it.first == it.last);
        let Some(protocol) = port.protocol.known().filter(|_| is_there && !takes_any) else {
            continue;
        };
        cx.judged();
        let places =
            (published.first..=published.last).map(|number| (workload.object, *protocol, number));
        let earlier = places.clone().find_map(|place| {
            taken.get(&place)?.iter().find(|it| overlap(&it.interface, &port.interface)).copied()
        });
        if let Some(earlier) = earlier {
            let container = project.container(port.container);
            let message =
                format!("{container} publishes port {published} of the host, which is taken");
            // The engine finds out when it starts the second one.
            let draft =
                cx.report_about(&port.identity, &port.published, message).platform(Reaction::Fails);
            if let Some(site) = earlier.published.site() {
                draft.label(site, "taken here");
            }
        }
        for place in places {
            taken.entry(place).or_default().push(port);
        }
    }
}

/// Whether one address is among both.
fn overlap(one: &Fact<Interface>, other: &Fact<Interface>) -> bool {
    match (one.known(), other.known()) {
        (Some(Interface::Nowhere), _) | (_, Some(Interface::Nowhere)) => false,
        (Some(Interface::Every), Some(_)) | (Some(_), Some(Interface::Every)) => true,
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}
