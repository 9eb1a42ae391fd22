//! Field: `command`, `entrypoint`, `args`. Refused: an option with a literal secret.

use plimsoll_model::syntax::secret_option::is_secret_option;

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
            let Some(option) = item.known().map(Redacted::reveal).filter(|it| it.starts_with('-'))
            else {
                continue;
            };
            let next = words.get(index + 1).and_then(|next| Some((next, next.known()?.reveal())));
            let (name, place, value) = match (option.split_once('='), next) {
                (Some((name, value)), _) => (name, item, value),
                (None, Some((next, value))) if !value.starts_with('-') => (option, next, value),
                _ => continue,
            };
            if is_secret_option(name, value) {
                let name = name.trim_start_matches('-');
                let message =
                    format!("{container} shows the value of `{name}` in its command line");
                cx.report(place, message).keyed(name);
            }
        }
    }),
    ..Rule::UNSET
};
