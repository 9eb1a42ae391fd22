//! Options of a mount: those that the engine knows.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unknown-mount-option",
    summary: "mount option does not exist",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("engine")],
    check: Check::Mount(|mount, cx| {
        for item in &mount.unknown_options.items {
            let Some(option) = item.known() else { continue };
            cx.report(item, format!("`{option}` is not a mount option"));
        }
    }),
    ..Rule::UNSET
};
