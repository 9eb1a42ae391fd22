//! Fields: Kubernetes `resources` `ephemeral-storage`, request and limit.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-storage-limit",
    summary: "container can fill the disk of its node",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("container-ephemeral-storage-request-and-limit"),
        reliability("resources"),
    ],
    check: Check::Container(|container, cx| {
        for (fact, what) in
            [(&container.storage_limit, "limit on"), (&container.storage_request, "request for")]
        {
            if fact.is(Limit::Unset) {
                cx.report(fact, format!("{container} has no {what} the space of its node"))
                    .keyed(what);
                return;
            }
        }
    }),
    ..Rule::UNSET
};
