//! Field: Kubernetes `containerPort`. Refused: 1 to 1023.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "privileged-port",
    summary: "container listens on a port that was kept for root",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kube_linter("privileged-ports"), trivy("KSV-0117")],
    check: Check::Container(|container, cx| {
        if container.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        for item in &container.listens_on.items {
            if let Some(port) = item.known().filter(|it| it.first < 1024) {
                cx.report(
                    item,
                    format!("{container} listens on port {port}, which was kept for root"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
