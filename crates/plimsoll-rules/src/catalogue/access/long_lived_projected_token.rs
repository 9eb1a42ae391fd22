//! Fields: Kubernetes `projected.sources[].serviceAccountToken` `expirationSeconds` above a day, `audience` absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "long-lived-projected-token",
    summary: "projected token is good for long, or for anybody",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cis_kubernetes("5.1.6")],
    check: Check::Volume(|volume, cx| {
        let workload = cx.project.workload(volume.workload);
        if let Some(seconds) = volume.token_lifetime.known().filter(|it| **it > 86_400) {
            cx.report(
                &volume.token_lifetime,
                format!("{workload} gets a token that is good for {seconds} seconds"),
            );
        }
    }),
    ..Rule::UNSET
};
