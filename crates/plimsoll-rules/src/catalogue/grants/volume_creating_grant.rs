//! Fields: `rules[]` of `Role` and `ClusterRole` that make `persistentvolumes`.
//!
//! Source: *RBAC Good Practices*, "persistent volume creation".

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[Power {
    group: "",
    resource: "persistentvolumes",
    verbs: &["create"],
    what: "mount any path of any node",
}];

pub(super) static RULE: Rule = Rule {
    name: "volume-creating-grant",
    summary: "role can make persistent volumes",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[cis_kubernetes("5.1.9"), kubescape("C-0278")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
