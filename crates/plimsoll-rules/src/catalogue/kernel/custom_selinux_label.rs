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
    check: Check::Container(|container, cx| {
        for (fact, what) in [(&container.selinux_user, "user"), (&container.selinux_role, "role")] {
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
        let is_allowed = |it: &str| match it {
            "" | "container_t" | "container_init_t" | "container_kvm_t" => true,
            "container_engine_t" => minor >= 31,
            _ => false,
        };
        let kind = &container.selinux_type;
        if let Some(name) = kind.known().filter(|it| !is_allowed(it)) {
            cx.report(kind, format!("{container} runs as the SELinux type `{name}`")).harden(
                "leave the type to the runtime",
                "files that only the other type may use can no longer be used",
                [kind.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
