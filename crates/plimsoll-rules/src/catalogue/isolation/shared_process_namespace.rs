//! Field: Kubernetes `shareProcessNamespace`. Refused: true.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "shared-process-namespace",
    summary: "containers of the pod see and signal each other",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("process isolation"), kubescape("C-0038")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        let fact = &workload.shared_process_namespace;
        if fact.is(true) {
            cx.report(fact, format!("the containers of {workload} see each other's processes"))
                .harden(
                    "keep their processes apart",
                    "a debugger or reaper that works on the other containers finds nothing",
                    [fact.set(false)],
                );
        }
    }),
    ..Rule::UNSET
};
