//! Fields: Kubernetes `strategy.type: Recreate`, `updateStrategy.type: OnDelete`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "recreating-update",
    summary: "every pod goes before a new one comes",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("no-rolling-update-strategy"),
        kube_score("deployment-strategy"),
        kubescape("C-0305"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        let fact = &workload.update_strategy;
        if fact.is("Recreate".to_owned()) {
            cx.report(fact, format!("an update of {workload} stops every pod first"));
        } else if fact.is("OnDelete".to_owned()) {
            cx.report(fact, format!("an update of {workload} waits until somebody deletes pods"));
        }
    }),
    ..Rule::UNSET
};
