//! Fields: Kubernetes `resources` `requests.memory` and `limits.memory`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unequal-memory-limit",
    summary: "container is promised less memory than it may use",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("container-memory-requests-equal-limits"),
        kube_score("container-resource-requests-equal-limits"),
        reliability("resources"),
    ],
    check: Check::Container(|container, cx| {
        let (Some(request), Some(limit)) =
            (container.memory_request.known(), container.memory_limit.known())
        else {
            return;
        };
        if request != limit && container.identity.platform == plimsoll_model::Platform::Kubernetes {
            cx.report(
                &container.memory_request,
                format!("{container} is promised other memory than it may use"),
            );
        }
    }),
    ..Rule::UNSET
};
