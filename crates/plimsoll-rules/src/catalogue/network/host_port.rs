//! Field: Kubernetes `ports[].hostPort`. Allowed: absent or 0.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-port",
    summary: "container takes a port of its node",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("hostPorts"),
        cis_kubernetes("5.2.13"),
        checkov("CKV_K8S_26"),
        kubescape("C-0044"),
    ],
    check: Check::Port(|port, cx| {
        let Some(published) = port.published.known().filter(|it| it.first != 0) else { return };
        if port.identity.platform == plimsoll_model::Platform::Compose {
            return;
        }
        let container = cx.project.container(port.container);
        let message = format!("{container} takes port {published} of its node");
        let at = &port.published;
        cx.report(at, message);
    }),
    ..Rule::UNSET
};
