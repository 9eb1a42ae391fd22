//! Pairs of settings that exclude each other: validation of the API server and of the kubelet, and
//! the checks of consistency of Docker's loader.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "contradictory-settings",
    summary: "two settings contradict each other",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("API server"), validation("loader"), reliability("validation")],
    supersedes: &["fixed-autoscaler"],
    check: Check::Any(&[
        Check::Defect(|defect, cx| {
            crate::catalogue::refused(&[DefectKind::Conflict], defect, cx);
        }),
        Check::Container(|container, cx| {
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
            // The API server looks for this spelling.
            let rules_host = |it: &AddedCapability| it.written == "CAP_SYS_ADMIN";
            if is_kubernetes
                && escalation.is_stated()
                && escalation.is(false)
                && container.added_capabilities.has(rules_host)
            {
                cx.report(
                    escalation,
                    format!(
                        "{container} adds `CAP_SYS_ADMIN` and cannot refuse privilege escalation"
                    ),
                );
            }
            if is_kubernetes && container.privileged.is(false) {
                for mount in cx.project.mounts_of(container.workload) {
                    let is_own = std::ptr::eq(cx.project.container(mount.container), container);
                    if is_own && mount.propagation.is(Propagation::Bidirectional) {
                        cx.report_about(
                            &mount.identity,
                            &mount.propagation,
                            format!("{container} is not privileged and cannot mount into its host"),
                        );
                    }
                }
            }
            if container.non_root_enforced.is(true) && container.user.is(User::Root) {
                // The kubelet compares them when it starts the container.
                cx.report(&container.user, format!("{container} has to run as root and must not"))
                    .platform(Reaction::Fails);
            }
        }),
    ]),
    ..Rule::UNSET
};
