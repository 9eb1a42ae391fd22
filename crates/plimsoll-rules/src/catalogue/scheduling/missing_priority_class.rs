//! Field: Kubernetes `priorityClassName`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-priority-class",
    summary: "pod has no priority",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        polaris("priorityClassNotSet"),
        kube_linter("priority-class-name"),
        reliability("scheduling"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.priority_class.is(String::new()) {
            cx.report(
                &workload.priority_class,
                format!("{workload} has the priority of everything"),
            );
        }
    }),
    ..Rule::UNSET
};
