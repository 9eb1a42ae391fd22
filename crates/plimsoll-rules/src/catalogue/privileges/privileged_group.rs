//! Field: Compose `group_add`. Refused: groups that own the engine, the disks or the memory of a host.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "privileged-group",
    summary: "container is in a group that can take over the host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.4"), owasp_docker("2")],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        if workload.identity.platform != plimsoll_model::Platform::Compose {
            return;
        }
        for item in &workload.supplementary_groups.items {
            let name = match item.known() {
                Some(User::Root) => "root",
                Some(User::Named(name)) if GROUPS.contains(&name.as_str()) => name,
                _ => continue,
            };
            let message = format!("{workload} is in the group `{name}`");
            cx.report(item, message).harden(
                "remove the group",
                "files and sockets that only the group can open are out of reach",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};

/// Groups of common distributions that own what a host is made of.
const GROUPS: &[&str] = &[
    "adm", "disk", "docker", "incus", "kmem", "kvm", "libvirt", "lxd", "mem", "podman", "root",
    "shadow", "sudo", "wheel",
];
