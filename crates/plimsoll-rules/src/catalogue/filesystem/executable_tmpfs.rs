//! Field: options of a tmpfs. Refused: `exec`, stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "executable-tmpfs",
    summary: "programs can be run from memory that anybody can write to",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[compose_lint("CL-0022")],
    fix: Some(Safety::Hardening),
    check: Check::Mount(|mount, cx| {
        if mount.kind == MountKind::Tmpfs
            && mount.executable.is_stated()
            && mount.executable.is(true)
        {
            let container = cx.project.container(mount.container);
            let message = format!("{container} can run programs from a tmpfs");
            cx.report(&mount.executable, message).harden(
                "mount it without programs",
                "programs that unpack native code there and load it stop working",
                [mount.executable.splice("noexec")],
            );
        }
    }),
    ..Rule::UNSET
};
