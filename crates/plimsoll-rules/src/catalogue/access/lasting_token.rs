//! Field: Kubernetes `Secret` `type`. Refused: `kubernetes.io/service-account-token`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "lasting-token",
    summary: "token of a service account never expires",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[cis_kubernetes("5.1.6"), nsa_cisa("protecting pod service account tokens")],
    check: Check::ConfigData(|data, cx| {
        if data.secret_type.is("kubernetes.io/service-account-token".to_owned()) {
            cx.report(&data.secret_type, format!("{data} holds a token that never expires"));
        }
    }),
    ..Rule::UNSET
};
