//! Field: Kubernetes `revisionHistoryLimit: 0`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "lost-history",
    summary: "update cannot be taken back",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cwe("404"), reliability("availability")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.revision_history.is(0) {
            cx.report(
                &workload.revision_history,
                format!("an update of {workload} cannot be taken back"),
            )
            .harden(
                "keep the usual ten",
                "old ReplicaSets without pods stay in lists",
                [workload.revision_history.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
