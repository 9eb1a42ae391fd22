//! Fields: Kubernetes `scaleTargetRef` of two autoscalers of one namespace.

use super::is_beside;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "overlapping-autoscalers",
    summary: "two autoscalers decide about one workload",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("controller manager"), reliability("availability")],
    check: Check::Autoscaler(|autoscaler, cx| {
        let project = cx.project;
        let first = project.subjects.autoscalers.iter().find(|it| {
            it.target_name.known() == autoscaler.target_name.known()
                && it.target_kind.known() == autoscaler.target_kind.known()
                && is_beside(project, it.object, autoscaler.object)
        });
        let (Some(first), Some(_)) = (first, autoscaler.target_name.known()) else { return };
        if first.identity.name != autoscaler.identity.name {
            cx.report(&autoscaler.target_name, format!("{autoscaler} and {first} scale the same"))
                .label(first.identity.shown, "the other one");
        }
    }),
    ..Rule::UNSET
};
