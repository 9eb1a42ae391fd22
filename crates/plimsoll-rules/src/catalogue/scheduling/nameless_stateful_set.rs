//! Field: Kubernetes `StatefulSet` `serviceName`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "nameless-stateful-set",
    summary: "stateful pods have no names",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("statefulset-has-servicename"),
        kics("StatefulSet Without Service Name"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.governing_service.is(String::new()) {
            cx.report(&workload.governing_service, format!("the pods of {workload} have no names"));
        }
    }),
    ..Rule::UNSET
};
