//! Fields: `command`, `entrypoint`, `args`, hooks, and the scripts in them. Refused: an option or a variable with a literal secret.

use plimsoll_model::{Identity, syntax::secret_option::secret_words};

use crate::Context;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-command",
    summary: "secret is written into the command line",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("798"), cwe("214"), compose_lint("CL-0020")],
    check: Check::Any(&[
        Check::Container(|container, cx| {
            for list in [&container.command, &container.script] {
                judge(&container.identity, &list.items, container.to_string(), cx);
            }
        }),
        Check::Hook(|hook, cx| {
            let container = cx.project.container(hook.container);
            judge(&hook.identity, &hook.command.items, format!("a command of {container}"), cx);
        }),
    ]),
    ..Rule::UNSET
};

fn judge(subject: &Identity, items: &[Fact<Redacted>], who: String, cx: &mut Context<'_>) {
    let words: Vec<Option<&str>> =
        items.iter().map(|it| it.known().map(Redacted::reveal)).collect();
    for (index, name) in secret_words(&words) {
        let message = match name.as_str() {
            "" => format!("{who} shows a secret in its command line"),
            name => format!("{who} shows the value of `{name}` in its command line"),
        };
        cx.report_about(subject, &items[index], message).keyed(name);
    }
}
