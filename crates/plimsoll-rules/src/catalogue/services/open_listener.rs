//! Field: Gateway API `listeners[].allowedRoutes.namespaces.from`. Refused: `All`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "open-listener",
    summary: "gateway takes routes from every namespace",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("network access")],
    check: Check::Listener(|listener, cx| {
        if listener.namespaces.is("All".to_owned()) {
            let message =
                format!("anybody in the cluster can lead traffic of {listener} elsewhere");
            cx.report(&listener.namespaces, message);
        }
    }),
    ..Rule::UNSET
};
