//! Fields: Kubernetes `containers[].ports[].name`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-port-name",
    summary: "two ports of a pod have one name",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server"), kube_score("container-ports-check")],
    check: Check::Container(|container, cx| {
        let mut seen: Vec<&str> = Vec::new();
        let others = cx.project.containers_of(container.workload);
        let before: Vec<&Container> =
            others.iter().take_while(|it| !std::ptr::eq(*it, container)).collect();
        for item in &container.container_ports.items {
            let Some(name) = item.known().map(|it| &*it.name).filter(|it| !it.is_empty()) else {
                continue;
            };
            if seen.contains(&name) {
                cx.report(item, format!("{container} has two ports by the name `{name}`"));
            }
            seen.push(name);
            let has = |it: &&&Container| it.container_ports.has(|it| it.name == name);
            if let Some(other) = before.iter().find(has) {
                cx.report(
                    item,
                    format!("`{name}` is a port of {other}: services find only that one"),
                )
                .platform(Reaction::Warns)
                .label(other.identity.shown, "the other container");
            }
        }
    }),
    ..Rule::UNSET
};
