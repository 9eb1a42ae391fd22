//! Field: Compose `healthcheck.test`. Refused: an option or a variable with a literal secret.

use plimsoll_model::syntax::secret_option::secret_words;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-health-check",
    summary: "secret is written into the health check",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("798"), cwe("214"), compose_lint("CL-0020")],
    check: Check::Container(|container, cx| {
        let items = &container.health_check_command.items;
        let words: Vec<Option<&str>> =
            items.iter().map(|it| it.known().map(Redacted::reveal)).collect();
        for (index, name) in secret_words(&words) {
            let message = format!("the health check of {container} shows a secret{}", named(&name));
            cx.report(&items[index], message).keyed(name);
        }
    }),
    ..Rule::UNSET
};

/// ` (`password`)`, or nothing for a value that speaks for itself.
fn named(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" (`{name}`)") }
}
