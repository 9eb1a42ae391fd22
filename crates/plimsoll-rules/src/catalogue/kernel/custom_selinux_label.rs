//! Fields: Kubernetes `seLinuxOptions`. Refused: any `user` or `role`, and a `type` that is not one of containers.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "custom-selinux-label",
    summary: "container asks for an SELinux label of its own",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        pss_baseline("seLinuxOptions"),
        cis_kubernetes("5.7.3"),
        trivy("KSV-0025"),
        gatekeeper("pod-security-policy/selinux"),
        kyverno("disallow-selinux"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| {
            for (fact, what) in
                [(&container.selinux_user, "user"), (&container.selinux_role, "role")]
            {
                if cx.is_refused(fact) {
                    cx.report(fact, format!("{container} runs as an SELinux {what} of its own"))
                        .harden(
                            "leave the label to the runtime",
                            "files that only the other label may read can no longer be read",
                            [fact.remove()],
                        );
                }
            }
            let kind = &container.selinux_type;
            if let Some(name) = kind.known().filter(|_| cx.is_refused(kind)) {
                cx.report(kind, format!("{container} runs as the SELinux type `{name}`")).harden(
                    "leave the type to the runtime",
                    "files that only the other type may use can no longer be used",
                    [kind.remove()],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            let (user, role, kind) =
                (&workload.selinux_user, &workload.selinux_role, &workload.selinux_type);
            let unused = [
                (user, cx.is_refused_unused(user, |it| &it.selinux_user)),
                (role, cx.is_refused_unused(role, |it| &it.selinux_role)),
                (kind, cx.is_refused_unused(kind, |it| &it.selinux_type)),
            ];
            for (fact, _) in unused.into_iter().filter(|(_, is_unused)| *is_unused) {
                let message = format!(
                    "{workload} has an SELinux label of its own, which Pod Security refuses by itself"
                );
                cx.report(fact, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
