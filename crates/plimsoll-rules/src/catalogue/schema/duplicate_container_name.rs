//! Field: Kubernetes names of containers, init and ephemeral ones included.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-container-name",
    summary: "two containers of a pod have one name",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Container(|container, cx| {
        if container.identity.platform != plimsoll_model::Platform::Kubernetes
            || container.identity.name == "?"
        {
            return;
        }
        let others = cx.project.containers_of(container.workload);
        let first = others.iter().find(|it| it.identity.name == container.identity.name);
        if let Some(first) = first.filter(|it| !std::ptr::eq(*it, container)) {
            let shown = container.identity.shown;
            cx.report_at(
                &container.identity,
                shown,
                format!("two containers have the name {container}"),
            )
            .label(first.identity.shown, "the other one");
        }
    }),
    ..Rule::UNSET
};
