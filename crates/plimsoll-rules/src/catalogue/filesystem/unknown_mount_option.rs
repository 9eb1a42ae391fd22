//! Options of a mount: those that the engine knows.

use plimsoll_model::syntax::volume::meant_option;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unknown-mount-option",
    summary: "mount option does not exist",
    severity: Severity::High,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("engine")],
    fix: Some(Safety::Hardening),
    check: Check::Mount(|mount, cx| {
        for item in &mount.unknown_options.items {
            let Some(option) = item.known() else { continue };
            let meant = meant_option(option).filter(|_| mount.kind != MountKind::Tmpfs);
            let message = match meant {
                Some(meant) => format!("`{option}` is ignored; the option is called `{meant}`"),
                None if mount.kind == MountKind::Tmpfs => {
                    format!("`{option}` is no option of a tmpfs; the engine refuses it")
                }
                None => format!("`{option}` is not a mount option, and is ignored"),
            };
            let draft = cx.report(item, message);
            let draft = match mount.kind {
                MountKind::Tmpfs => draft.platform(Reaction::Fails),
                _ => draft,
            };
            if let Some(meant) = meant {
                draft.harden(
                    format!("write it as `{meant}`"),
                    "the option takes effect for the first time",
                    [item.splice(meant)],
                );
            }
        }
    }),
    ..Rule::UNSET
};
