//! Field: Kubernetes `serviceAccountName`. Refused: absent or `default`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "default-service-account",
    summary: "workload shares the identity of its namespace",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.5"),
        kube_linter("default-service-account"),
        kics("Service Account Name Undefined Or Empty"),
        kubesec("ServiceAccountName"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.service_account.is("default".to_owned()) {
            cx.report(
                &workload.service_account,
                format!("{workload} runs as the default service account"),
            );
        }
    }),
    ..Rule::UNSET
};
