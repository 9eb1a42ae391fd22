//! Field: Kubernetes `runAsNonRoot` of pod and container, beside a user that is stated. Refused: other than true.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unenforced-user",
    summary: "platform is not told to refuse root",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[pss_restricted("runAsNonRoot"), pss_restricted("runAsUser"), trivy("KSV-0012")],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| {
            let user = &container.user;
            let enforced = &container.non_root_enforced;
            // Without a user it is `unspecified-user`.
            if user.is_assumed() || !cx.is_refused(enforced) {
                return;
            }
            if user.is(User::Root) {
                cx.report(enforced, format!("{container} runs as root, and nothing refuses that"));
                return;
            }
            let message = format!("{container} runs as a user, and nothing refuses another one");
            cx.report(enforced, message).harden(
                "refuse root",
                "a change of the user to root no longer starts",
                [enforced.set(true)],
            );
        }),
        Check::Workload(|workload, cx| {
            let user = &workload.user;
            if cx.is_refused_unused(user, |it| &it.user) {
                let message =
                    format!("{workload} is for root, which Pod Security refuses whoever runs");
                cx.report(user, message);
            }
            let enforced = &workload.non_root_enforced;
            if cx.is_refused_unused(enforced, |it| &it.non_root_enforced) {
                let message =
                    format!("{workload} allows root, which Pod Security refuses whoever runs");
                cx.report(enforced, message).harden(
                    "refuse root",
                    "a container that is added and runs as root does not start",
                    [enforced.set(true)],
                );
            }
        }),
    ]),
    ..Rule::UNSET
};
