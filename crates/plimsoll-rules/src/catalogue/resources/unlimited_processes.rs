//! Fields: Compose `pids_limit`, `deploy.resources.limits.pids`. Refused: zero and less.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unlimited-processes",
    summary: "limit on processes is switched off",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.29"), owasp_docker("7"), kics("Pids Limit Not Set")],
    fix: Some(Safety::Hardening),
    supersedes: &["missing-process-limit"],
    check: Check::Container(|container, cx| {
        let limit = &container.process_limit;
        if limit.is_stated() && limit.is(Limit::Unset) {
            cx.report(limit, format!("{container} may start processes without end")).harden(
                "remove it, so that the engine's limit holds",
                "programs that start more processes than the engine allows fail to do so",
                [limit.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
