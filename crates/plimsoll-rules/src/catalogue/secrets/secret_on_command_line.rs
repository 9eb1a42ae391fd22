//! Field: `command`, `entrypoint`, `args`. Refused: an option for a secret whose value a variable
//! gives; literal values are the business of `secret-in-command`.

use plimsoll_model::syntax::secret_option::is_secret_option;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-on-command-line",
    summary: "secret is handed over where every process of the host can see it",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("214")],
    check: Check::Container(|container, cx| {
        for pair in container.command.items.windows(2) {
            let [option, value] = pair else { continue };
            let Some(name) = option.known().and_then(|it| it.reveal().strip_prefix("--")) else {
                continue;
            };
            if value.is_unknown() && is_secret_option(name, LIKE_A_SECRET) {
                let message = format!("{container} takes the secret `{name}` on its command line");
                cx.report(option, message);
            }
        }
    }),
    ..Rule::UNSET
};

/// A value that leaves the decision to the name.
const LIKE_A_SECRET: &str = "kV8s2Qw9xT1z";
