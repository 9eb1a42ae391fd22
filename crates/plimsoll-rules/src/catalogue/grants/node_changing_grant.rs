//! Fields: `rules[]` of `Role` and `ClusterRole` that write `nodes` or `nodes/status`.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[
    Power {
        group: "",
        resource: "nodes",
        verbs: &["update", "patch", "delete", "deletecollection"],
        what: "draw any pod to a node of their choice",
    },
    Power {
        group: "",
        resource: "nodes/status",
        verbs: &["update", "patch", "delete", "deletecollection"],
        what: "draw any pod to a node of their choice",
    },
];

pub(super) static RULE: Rule = Rule {
    name: "node-changing-grant",
    summary: "role can change nodes",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cis_kubernetes("5.1")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
