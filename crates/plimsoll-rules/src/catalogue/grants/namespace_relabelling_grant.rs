//! Fields: `rules[]` of `Role` and `ClusterRole` that write `namespaces`.
//!
//! Source: *RBAC Good Practices*, "namespace modification".

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[Power {
    group: "",
    resource: "namespaces",
    verbs: &["update", "patch"],
    what: "lift Pod Security from any namespace",
}];

pub(super) static RULE: Rule = Rule {
    name: "namespace-relabelling-grant",
    summary: "role can lift Pod Security from namespaces",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cis_kubernetes("5.2.1")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
