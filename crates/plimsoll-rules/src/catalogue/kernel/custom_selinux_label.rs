//! Fields: Kubernetes `seLinuxOptions`. Refused: any `user` or `role`, and a `type` that is not one of containers.

use crate::{catalogue::is_unused, prelude::*};

/// Whether the type is one that containers have.
fn is_allowed(name: &str, minor: u32) -> bool {
    match name {
        "" | "container_t" | "container_init_t" | "container_kvm_t" => true,
        "container_engine_t" => minor >= 31,
        _ => false,
    }
}

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
                if fact.is_not(String::new()) {
                    cx.report(fact, format!("{container} runs as an SELinux {what} of its own"))
                        .harden(
                            "leave the label to the runtime",
                            "files that only the other label may read can no longer be read",
                            [fact.remove()],
                        );
                }
            }
            let minor = cx.parameters.kubernetes_minor;
            let kind = &container.selinux_type;
            if let Some(name) = kind.known().filter(|it| !is_allowed(it, minor)) {
                cx.report(kind, format!("{container} runs as the SELinux type `{name}`")).harden(
                    "leave the type to the runtime",
                    "files that only the other type may use can no longer be used",
                    [kind.remove()],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            let minor = cx.parameters.kubernetes_minor;
            let is_set = |it: &String| !it.is_empty();
            let is_bad = |it: &String| !is_allowed(it, minor);
            let (user, role, kind) =
                (&workload.selinux_user, &workload.selinux_role, &workload.selinux_type);
            let unused = [
                (user, is_unused(user, is_set, |it| &it.selinux_user, workload, cx)),
                (role, is_unused(role, is_set, |it| &it.selinux_role, workload, cx)),
                (kind, is_unused(kind, is_bad, |it| &it.selinux_type, workload, cx)),
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
