//! Fields: `rules[]` of `Role` and `ClusterRole` that write `services/status`. CVE-2020-8554.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[Power {
    group: "",
    resource: "services/status",
    verbs: &["update", "patch"],
    what: "take over traffic to any address outside of the cluster",
}];

pub(super) static RULE: Rule = Rule {
    name: "service-status-changing-grant",
    summary: "role can claim the traffic of any address",
    severity: Severity::High,
    since: "0.1.0",
    is_recommended: false,
    controls: &[checkov("CKV2_K8S_4")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
