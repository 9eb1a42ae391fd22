//! Fields: Kubernetes `volumeMounts[].name` against `volumes[]` and `volumeClaimTemplates[]`.

use plimsoll_model::Why;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "dangling-volume-mount",
    summary: "container mounts a volume that the pod does not have",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Mount(|mount, cx| {
        let is_undeclared = matches!(&mount.kind, MountKind::Other(kind) if kind == "undeclared");
        let Fact::Unknown { why: Why::Malformed, .. } = &mount.source else { return };
        if is_undeclared {
            let container = cx.project.container(mount.container);
            let shown = mount.identity.owner;
            cx.report_at(
                &mount.identity,
                shown,
                format!("{container} mounts a volume at {mount} that its pod does not have"),
            );
        }
    }),
    ..Rule::UNSET
};
