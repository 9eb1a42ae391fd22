//! Field: Kubernetes `securityContext.sysctls`. Allowed: the list of the Pod Security Standards, baseline.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unsafe-sysctl",
    summary: "kernel parameter is not among the safe ones",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[pss_baseline("sysctls"), kube_linter("unsafe-sysctls")],
    check: Check::Workload(|workload, cx| {
        if workload.identity.platform == plimsoll_model::Platform::Compose {
            return;
        }
        for item in &workload.sysctls.items {
            let Some(sysctl) = item.known().filter(|it| !SAFE.contains(&it.name.as_str())) else {
                continue;
            };
            cx.report(item, format!("{workload} sets the kernel parameter `{}`", sysctl.name));
        }
    }),
    ..Rule::UNSET
};

/// Safe since Kubernetes 1.29 or earlier; the last two since 1.32.
const SAFE: &[&str] = &[
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
];
