//! Fields: `rules[]` of `Role` and `ClusterRole` that cover `pods/portforward`. `get` is enough: a WebSocket is opened by it.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[Power {
    group: "",
    resource: "pods/portforward",
    verbs: &["get", "create"],
    what: "reach any port of any pod, past network policies",
}];

pub(super) static RULE: Rule = Rule {
    name: "port-forwarding-grant",
    summary: "role can open connections into pods",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("authentication and authorization"),
        kics("RBAC Roles with Port-Forwarding Permission"),
        kubescape("C-0063"),
    ],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
