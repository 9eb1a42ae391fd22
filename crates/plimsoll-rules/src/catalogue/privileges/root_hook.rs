//! Fields: Compose `post_start`, `pre_stop`, `develop.watch.exec`. Refused: root beside a service that is not.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "root-hook",
    summary: "command at a point of the container's life runs as root",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.24"), owasp_docker("2")],
    check: Check::Hook(|hook, cx| {
        let container = cx.project.container(hook.container);
        let is_other =
            container.user.known().is_some_and(|it| !matches!(it, User::Root | User::FromImage));
        if is_other && hook.user.is_stated() && hook.user.is(User::Root) {
            let message = format!(
                "a `{}` command of {container} runs as root, which {container} does not",
                hook.moment
            );
            cx.report(&hook.user, message);
        }
    }),
    ..Rule::UNSET
};
