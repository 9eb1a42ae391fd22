//! Fields: the ports of the backends of an `Ingress`, and of webhooks, against those of the service of that name.

use std::collections::HashMap;

use plimsoll_model::Project;

use crate::{Context, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "dangling-ingress-port",
    summary: "ingress or webhook leads to a port that the service does not have",
    severity: Severity::High,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[validation("ingress controller"), kube_linter("dangling-ingress")],
    check: Check::Project(ports),
    ..Rule::UNSET
};

fn ports(project: &Project, cx: &mut Context<'_>) {
    let namespace = |object| project.object(object).namespace.known();
    let mut services: HashMap<_, Vec<&Service>> = HashMap::new();
    for service in &project.subjects.services {
        if let Some(namespace) = namespace(service.object) {
            let name = service.identity.name.as_str();
            services.entry((namespace, name)).or_default().push(service);
        }
    }
    let routes = project.subjects.ingress_routes.iter().filter_map(|it| {
        let place = (namespace(it.object)?, it.service.known()?.as_str());
        Some((&it.identity, place, it.port.clone()))
    });
    let webhooks = project.subjects.webhooks.iter().filter_map(|it| {
        let place = (it.service_namespace.known()?, it.service_name.known()?.as_str());
        let port = it.service_port.clone();
        let port = port.map(|it| PortReference::Number(u32::try_from(it).unwrap_or(u32::MAX)));
        Some((&it.identity, place, port))
    });
    for (identity, place, port) in routes.chain(webhooks) {
        let Some(wanted) = cx.need(identity, "port", &port) else { continue };
        // Variants of one service stand for each other.
        let Some([service]) = services.get(&place).map(Vec::as_slice) else {
            continue;
        };
        let ports = project.service_ports_of(service.object);
        let is_known = |it: &ServicePort| it.port.known().is_some() && !it.name.is_unknown();
        let is_wanted = |it: &ServicePort| match wanted {
            PortReference::Number(number) => it.port.is(u64::from(*number)),
            PortReference::Name(name) => it.name.is(name.clone()),
        };
        let leads_outside = service.service_type.is("ExternalName".to_owned());
        if ports.is_empty() || leads_outside || !ports.iter().all(is_known) {
            continue;
        }
        cx.judged();
        if !ports.iter().any(is_wanted) {
            let message = format!("{service} has no port `{wanted}`");
            cx.report_about(identity, &port, message).label(service.identity.shown, "the service");
        }
    }
}
