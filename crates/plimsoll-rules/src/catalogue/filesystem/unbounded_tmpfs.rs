//! Fields: Compose `tmpfs`, Kubernetes `emptyDir` in memory. Allowed: with a size.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unbounded-tmpfs",
    summary: "memory filesystem can grow until the host has none left",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[owasp_docker("7")],
    check: Check::Mount(|mount, cx| {
        let container = cx.project.container(mount.container);
        let is_compose = mount.identity.platform == plimsoll_model::Platform::Compose;
        // What is written there counts as memory of the container, so its limit holds for both.
        if is_compose
            && mount.kind == MountKind::Tmpfs
            && mount.size_limit.is(Limit::Unset)
            && container.memory_limit.is(Limit::Unset)
        {
            cx.report(
                &mount.size_limit,
                format!("{container} can fill the memory of its host through {mount}"),
            );
        }
    }),
    ..Rule::UNSET
};
