//! Field: Compose `networks`. Allowed: named for each service.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unsegmented-network",
    summary: "every service of the file can talk to every other one",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[kics("Networks Not Set"), owasp_docker("5")],
    check: Check::Workload(|workload, cx| {
        let is_default =
            workload.networks.whole.is_assumed() && workload.networks.has(|it| it == "default");
        if is_default && workload.identity.platform == plimsoll_model::Platform::Compose {
            cx.report(
                &workload.networks.whole,
                format!("{workload} is in the network that all services share"),
            );
        }
    }),
    ..Rule::UNSET
};
