//! Source of a bind mount or hostPath. Refused: `/`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-root-mount",
    summary: "container sees the whole file system of its host",
    severity: Severity::Critical,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        cis_docker("5.6"),
        compose_lint("CL-0001"),
        kics("Volume Has Sensitive Host Directory"),
    ],
    supersedes: &["sensitive-host-path", "host-path-mount", "runtime-socket-mount"],
    check: Check::Mount(|mount, cx| {
        if mount.kind != MountKind::HostPath || !mount.source.is("/".to_owned()) {
            return;
        }
        let container = cx.project.container(mount.container);
        let message = if mount.read_only.is(true) {
            format!("{container} reads every file of its host, keys and sockets included")
        } else {
            format!("{container} reads and writes every file of its host")
        };
        cx.report(&mount.source, message);
    }),
    ..Rule::UNSET
};
