//! Fields: Compose `healthcheck.test`, Kubernetes `exec.command` of probes and hooks. Refused: an option or a variable with
//! a literal secret.

use plimsoll_model::{List, syntax::secret_option::secret_words};

use crate::{Context, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "secret-in-health-check",
    summary: "secret is written into the health check",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("798"), cwe("214"), compose_lint("CL-0020")],
    check: Check::Any(&[
        Check::Container(|container, cx| {
            let of = format!("the health check of {container}");
            report(&container.health_check_command, &of, cx);
        }),
        Check::Probe(|probe, cx| {
            let of = format!("`{}` of {}", probe.kind, cx.project.container(probe.container));
            report(&probe.command, &of, cx);
        }),
    ]),
    ..Rule::UNSET
};

/// Reports each secret among the words of a command.
fn report(command: &List<Redacted>, of: &str, cx: &mut Context<'_>) {
    let words: Vec<Option<&str>> =
        command.items.iter().map(|it| it.known().map(Redacted::reveal)).collect();
    for (index, name) in secret_words(&words) {
        let message = format!("{of} shows a secret{}", named(&name));
        cx.report(&command.items[index], message).keyed(name);
    }
}

/// ` (`password`)`, or nothing for a value that speaks for itself.
fn named(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" (`{name}`)") }
}
