//! Pairs of settings that exclude each other: validation of the API server and of the kubelet.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "contradictory-settings",
    summary: "two settings contradict each other",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("API server")],
    check: Check::Container(|container, cx| {
        let is_kubernetes = container.identity.platform == plimsoll_model::Platform::Kubernetes;
        let escalation = &container.privilege_escalation;
        if is_kubernetes
            && escalation.is_stated()
            && escalation.is(false)
            && container.privileged.is(true)
        {
            cx.report(
                escalation,
                format!("{container} is privileged and cannot refuse privilege escalation"),
            );
        }
        if container.non_root_enforced.is(true) && container.user.is(User::Root) {
            cx.report(&container.user, format!("{container} has to run as root and must not"));
        }
    }),
    ..Rule::UNSET
};
