//! Fields: Kubernetes `command` and `args`, Compose `entrypoint` and `command`: the word `sudo`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "sudo-in-command",
    summary: "command becomes root by itself",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0062")],
    check: Check::Container(|container, cx| {
        for item in &container.command.items {
            let Some(word) = item.known() else { continue };
            let mut words = word.reveal().split([' ', ';', '&', '|', '\n', '\t', '(']);
            if words.any(|it| it == "sudo" || it.ends_with("/sudo")) {
                cx.report(item, format!("{container} becomes root by `sudo`"));
                return;
            }
        }
    }),
    ..Rule::UNSET
};
