//! Fields: Kubernetes `stdin` and `tty`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "interactive-container",
    summary: "container keeps a terminal open",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[gatekeeper("general/disallowinteractive")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        for fact in [&container.stdin, &container.tty] {
            if fact.is(true) {
                cx.report(fact, format!("{container} keeps a terminal open")).harden(
                    "close it",
                    "`kubectl attach` can no longer type into the program",
                    [fact.remove()],
                );
            }
        }
    }),
    ..Rule::UNSET
};
