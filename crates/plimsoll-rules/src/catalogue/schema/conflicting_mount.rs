//! Field: Kubernetes `volumeMounts[].mountPath`: unique in a container, without a colon.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "conflicting-mount",
    summary: "two mounts are at one place, or at none",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Mount(|mount, cx| {
        if mount.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        let Some(target) = mount.target.known() else { return };
        let container = cx.project.container(mount.container);
        if target.contains(':')
            && !target.contains('\\')
            && target.get(1..2).is_none_or(|it| it != ":")
        {
            cx.report(
                &mount.target,
                format!("{container} cannot mount at `{target}`: it has a colon"),
            )
            .platform(Reaction::Fails);
        }
        let project = cx.project;
        let first = project
            .mounts_of(container.workload)
            .iter()
            .find(|it| it.container == mount.container && it.target.known() == Some(target));
        if let Some(first) = first.filter(|it| !std::ptr::eq(*it, mount)) {
            cx.report(&mount.target, format!("{container} mounts two volumes at `{target}`"))
                .label(first.identity.shown, "the other one");
        }
    }),
    ..Rule::UNSET
};
