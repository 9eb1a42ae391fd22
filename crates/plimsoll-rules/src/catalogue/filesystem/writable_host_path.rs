//! Field: Kubernetes `volumeMounts[].readOnly` of a `hostPath`. Allowed: true.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "writable-host-path",
    summary: "container can write to its host",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("host filesystem access"),
        kube_linter("writable-host-mount"),
        kubescape("C-0045"),
        kyverno("ensure-readonly-hostpath"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Mount(|mount, cx| {
        let is_pod = mount.identity.platform == plimsoll_model::Platform::Kubernetes;
        if is_pod && mount.kind == MountKind::HostPath && mount.read_only.is(false) {
            let container = cx.project.container(mount.container);
            let message = format!("{container} can write to its host below {mount}");
            cx.report(&mount.read_only, message).harden(
                "mount it read-only",
                "a program that writes there fails with \"read-only file system\"",
                [mount.read_only.set(true)],
            );
        }
    }),
    ..Rule::UNSET
};
