//! Field: Compose `build.entitlements`. Refused: `security.insecure`, `network.host`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "insecure-build-entitlement",
    summary: "build asks for rights that the builder refuses by default",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.5"), owasp_docker("3")],
    fix: Some(Safety::Hardening),
    check: Check::Build(|build, cx| {
        for item in &build.entitlements.items {
            let what = match item.known().map(String::as_str) {
                Some("security.insecure") => "full access to the machine that builds it",
                Some("network.host") => "the network of the machine that builds it",
                _ => continue,
            };
            cx.report(item, format!("{build} is built with {what}")).harden(
                "remove the entitlement",
                "steps that rely on it fail",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
