//! Environment of a container. Refused: switches that make a program take any certificate.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disabled-tls-verification",
    summary: "program takes any certificate for the right one",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("295")],
    fix: Some(Safety::Hardening),
    check: Check::Variable(|variable, cx| {
        let name = variable.identity.name.as_str();
        let switch = SWITCHES.iter().find(|(switch, _)| match switch.strip_prefix('*') {
            Some(end) => name.ends_with(end),
            None => name == *switch,
        });
        let is_off = switch.is_some_and(|(_, off)| {
            variable.value.holds(|it| off.iter().any(|off| it.reveal().eq_ignore_ascii_case(off)))
        });
        if is_off {
            let container = cx.project.container(variable.container);
            let patch = variable.remove();
            cx.report(&variable.value, format!("{container} takes any certificate: `{name}`"))
                .keyed(name)
                .harden(
                    "remove the variable",
                    "connections to servers with a certificate that nobody vouches for fail",
                    [patch],
                );
        }
    }),
    ..Rule::UNSET
};

/// Variables, with `*` for any beginning, and the values that switch the check off; the first
/// that fits counts.
const SWITCHES: &[(&str, &[&str])] = &[
    ("NODE_TLS_REJECT_UNAUTHORIZED", &["0"]),
    ("GIT_SSL_NO_VERIFY", &["1", "true"]),
    ("PYTHONHTTPSVERIFY", &["0"]),
    ("NPM_CONFIG_STRICT_SSL", &["false"]),
    ("*_INSECURE_SKIP_VERIFY", &["true"]),
    ("*_TLS_INSECURE", &["true"]),
    ("*_NO_VERIFY_SSL", &["true"]),
    ("*_SKIP_VERIFY_SSL", &["true"]),
    ("*_SSL_VERIFY", &["false"]),
    ("*_TLS_VERIFY", &["false"]),
    ("*_VERIFY_SSL", &["false"]),
    ("*_VERIFY_TLS", &["false"]),
];
