//! Fields: `rules[]` of `Role` and `ClusterRole` that cover `configmaps` with a verb that changes them.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[Power {
    group: "",
    resource: "configmaps",
    verbs: &["create", "update", "patch", "delete", "deletecollection"],
    what: "change what programs are set up to do",
}];

pub(super) static RULE: Rule = Rule {
    name: "config-map-changing-grant",
    summary: "role can change configuration maps",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[trivy("KSV-0049"), kubescape("C-0037")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
