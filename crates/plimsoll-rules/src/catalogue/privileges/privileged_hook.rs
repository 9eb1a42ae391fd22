//! Fields: Compose `post_start`, `pre_start`, `pre_stop`, `develop.watch.exec`. Allowed: `privileged` absent or false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "privileged-hook",
    summary: "command at a point of the container's life has full access to the host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.5"), cis_docker("5.23"), owasp_docker("3")],
    fix: Some(Safety::Hardening),
    check: Check::Hook(|hook, cx| {
        if hook.privileged.is(true) {
            let container = cx.project.container(hook.container);
            let message =
                format!("a `{}` command of {container} has full access to its host", hook.moment);
            cx.report(&hook.privileged, message).harden(
                "remove `privileged`",
                "a command that needs devices, mounts or kernel settings stops working until it gets exactly those",
                [hook.privileged.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
