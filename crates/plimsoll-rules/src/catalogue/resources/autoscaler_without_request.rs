//! Fields: Kubernetes `HorizontalPodAutoscaler` metrics of the type `Utilization`, and `resources.requests` of the containers.

use crate::prelude::*;

/// What `container` asks for of the resource, where the model knows it.
fn request<'c>(container: &'c Container, resource: &str) -> Option<&'c Fact<Limit>> {
    match resource {
        "cpu" => Some(&container.cpu_request),
        "memory" => Some(&container.memory_request),
        _ => None,
    }
}

pub(super) static RULE: Rule = Rule {
    name: "autoscaler-without-request",
    summary: "autoscaler goes by a part of a request that is not there",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("controller manager"), reliability("availability")],
    check: Check::Autoscaler(|autoscaler, cx| {
        let project = cx.project;
        let Some(workload) = autoscaler.workload else { return };
        let namespace = project.object(autoscaler.object).namespace.known();
        // It can say what containers ask for that do not say so themselves.
        let has_defaults =
            |it: &Object| it.kind.is("LimitRange".to_owned()) && it.namespace.known() == namespace;
        if project.subjects.objects.iter().any(has_defaults) {
            return;
        }
        for metric in &autoscaler.utilization_metrics.items {
            let Some(text) = metric.known() else { continue };
            let (resource, of) = match text.split_once(" of ") {
                Some((resource, container)) => (resource, Some(container)),
                None => (text.as_str(), None),
            };
            let lacks = |it: &&Container| {
                matches!(it.role, Role::Main | Role::Sidecar)
                    && of.is_none_or(|of| it.identity.name == of)
                    && request(it, resource).is_some_and(|it| it.is(Limit::Unset))
            };
            if let Some(container) = project.containers_of(workload).iter().find(lacks) {
                let message =
                    format!("{autoscaler} does nothing: {container} requests no `{resource}`");
                cx.report(metric, message).label(container.identity.shown, "this one");
            }
        }
    }),
    ..Rule::UNSET
};
