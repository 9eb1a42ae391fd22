//! Field: Compose `cgroup_parent`. Allowed: absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "custom-cgroup-parent",
    summary: "container escapes the limits of the engine's control group",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[cis_docker("5.25"), kics("Cgroup Not Default")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.cgroup_parent.holds(|it| !it.is_empty()) {
            let message =
                format!("{workload} is put below another control group than the engine's");
            cx.report(&workload.cgroup_parent, message).harden(
                "remove `cgroup_parent`",
                "limits that are set on that group no longer hold for the container",
                [workload.cgroup_parent.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
