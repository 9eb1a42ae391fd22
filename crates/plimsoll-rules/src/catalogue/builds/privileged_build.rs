//! Field: Compose `build.privileged`. Allowed: absent or false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "privileged-build",
    summary: "steps of the build have full access to the machine that builds",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.5"), owasp_docker("3")],
    fix: Some(Safety::Hardening),
    check: Check::Build(|build, cx| {
        if build.privileged.is(true) {
            let message =
                format!("{build} is built with full access to the machine that builds it");
            cx.report(&build.privileged, message).harden(
                "remove `privileged`",
                "steps that mount, load modules or use devices fail",
                [build.privileged.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
