//! Fields: `rules[]` of `Role` and `ClusterRole` that cover `secrets` with a verb that changes them.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[Power {
    group: "",
    resource: "secrets",
    verbs: &["create", "update", "patch", "delete", "deletecollection"],
    what: "change secrets that others trust",
}];

pub(super) static RULE: Rule = Rule {
    name: "secret-changing-grant",
    summary: "role can change or delete secrets",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.2"),
        nsa_cisa("authentication and authorization"),
        kube_linter("access-to-secrets"),
        trivy("KSV-0041"),
        trivy("KSV-0113"),
    ],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
