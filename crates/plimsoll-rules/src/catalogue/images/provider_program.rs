//! Field: Compose `provider.type`. Refused: programs other than those of Docker.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "provider-program",
    summary: "starting the project runs a program of the host",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("829")],
    check: Check::Workload(|workload, cx| {
        let Some(program) = workload.provider.known().filter(|it| !it.is_empty()) else { return };
        if !KNOWN.contains(&program.as_str()) {
            cx.report(
                &workload.provider,
                format!("starting {workload} runs the program `{program}` of the host"),
            );
        }
    }),
    ..Rule::UNSET
};

/// Providers that Docker brings.
const KNOWN: &[&str] = &["model"];
