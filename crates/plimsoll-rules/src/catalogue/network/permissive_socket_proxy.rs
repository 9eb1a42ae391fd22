//! Environment of a proxy in front of a container engine's socket. Refused: leave to change things or to
//! run commands, as the proxies of Tecnativa and LinuxServer know it.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "permissive-socket-proxy",
    summary: "proxy lets its clients command the container engine",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[owasp_docker("1"), cwe("732")],
    fix: Some(Safety::Hardening),
    check: Check::Variable(|variable, cx| {
        let name = variable.identity.name.as_str();
        let is_proxy = super::image_of(cx.project, variable.container)
            .is_some_and(|image| image.contains("socket-proxy"));
        let is_on = variable.value.holds(|it| matches!(it.reveal(), "1" | "true"));
        if !is_proxy || !is_on || !matches!(name, "POST" | "EXEC") {
            return;
        }
        let container = cx.project.container(variable.container);
        let patch = variable.remove();
        cx.report(
            &variable.value,
            format!("{container} lets whoever reaches it command the engine: `{name}`"),
        )
        .keyed(name)
        .harden(
            "remove the variable",
            "clients that start, stop or change containers are turned away",
            [patch],
        );
    }),
    ..Rule::UNSET
};
