//! Fields: Kubernetes `Service` `ports[].name`: needed and unique with more than one port.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unnamed-service-port",
    summary: "service has several ports, and one has no name of its own",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Service(|service, cx| {
        let project = cx.project;
        let ports = || project.service_ports_of(service.object).iter();
        if ports().count() < 2 {
            return;
        }
        for (position, port) in ports().enumerate() {
            let Some(name) = port.name.known() else { continue };
            let is_taken =
                !name.is_empty() && ports().take(position).any(|it| it.name.is(name.clone()));
            if name.is_empty() || is_taken {
                let what = if is_taken { "has the name of another" } else { "has no name" };
                cx.report_about(&port.identity, &port.name, format!("a port of {service} {what}"));
            }
        }
    }),
    ..Rule::UNSET
};
