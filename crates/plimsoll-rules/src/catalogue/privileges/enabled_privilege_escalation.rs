//! Field: Compose `security_opt` `no-new-privileges`. Refused: stated as false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "enabled-privilege-escalation",
    summary: "protection against privilege escalation is switched off on purpose",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.26"), owasp_docker("4"), compose_lint("CL-0003")],
    fix: Some(Safety::Hardening),
    supersedes: &["privilege-escalation"],
    check: Check::Container(|container, cx| {
        let fact = &container.privilege_escalation;
        let is_compose = container.identity.platform == plimsoll_model::Platform::Compose;
        if is_compose && fact.is_stated() && fact.is(true) {
            cx.report(fact, format!("{container} lets processes gain privileges, and says so"))
                .harden(
                    "refuse new privileges",
                    "`sudo`, `su`, `ping` and other setuid programs in the container stop working",
                    [fact.set(false)],
                );
        }
    }),
    ..Rule::UNSET
};
