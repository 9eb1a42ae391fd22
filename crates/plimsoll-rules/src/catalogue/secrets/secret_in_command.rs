//! Field: `command`, `entrypoint`, `args`. Refused: an option with a literal secret.

use plimsoll_model::syntax::secret::classify;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-command",
    summary: "secret is written into the command line",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("798"), cwe("214")],
    check: Check::Container(|container, cx| {
        let words = &container.command.items;
        for (index, item) in words.iter().enumerate() {
            let Some(option) = item.known().filter(|it| it.starts_with('-')) else { continue };
            let (name, place, value) = match option.split_once('=') {
                Some((name, value)) => (name, item, value),
                None => match words.get(index + 1).and_then(|next| Some((next, next.known()?))) {
                    Some((next, value)) if !value.starts_with('-') => {
                        (option.as_str(), next, value.as_str())
                    }
                    _ => continue,
                },
            };
            let name = name.trim_start_matches('-');
            // `redis-server` calls its password `requirepass`.
            let meaning = if name == "requirepass" { "password" } else { name };
            if value.starts_with('/') || value.contains('$') || classify(meaning, value).is_none() {
                continue;
            }
            let message = format!("{container} shows the value of `{name}` in its command line");
            cx.report(place, message).keyed(name);
        }
    }),
    ..Rule::UNSET
};
