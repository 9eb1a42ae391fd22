//! Field: Kubernetes `runAsNonRoot` of pod and container, beside a user that is stated. Refused: other than true.

use crate::{catalogue::is_unused, prelude::*};

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
            let workload = cx.project.workload(container.workload);
            let is_apart = workload.user_namespace.is(Namespace::Private)
                && workload.user_namespace.is_stated()
                && cx.parameters.kubernetes_minor >= 35;
            if user.is_stated() && !user.is(User::Root) && enforced.is(false) && !is_apart {
                let message =
                    format!("{container} runs as a user, and nothing refuses another one");
                cx.report(enforced, message).harden(
                    "refuse root",
                    "a change of the user to root no longer starts",
                    [enforced.set(true)],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            let user = &workload.user;
            if is_unused(user, |it| *it == User::Root, |it| &it.user, workload, cx) {
                let message =
                    format!("{workload} is for root, which Pod Security refuses whoever runs");
                cx.report(user, message);
            }
            let enforced = &workload.non_root_enforced;
            if is_unused(enforced, |it| !it, |it| &it.non_root_enforced, workload, cx) {
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
