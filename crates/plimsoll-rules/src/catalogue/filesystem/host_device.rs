//! Field: Compose `devices`. Refused: disks and memory of the host.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-device",
    summary: "container gets a disk or the memory of its host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.18"), owasp_docker("3"), compose_lint("CL-0016")],
    check: Check::Container(|container, cx| {
        for item in &container.devices.items {
            let Some(device) = item.known() else { continue };
            let name = device.strip_prefix("/dev/").unwrap_or("");
            let is_raw = name != "mdadm" && RAW.iter().any(|it| name.starts_with(it));
            if is_raw || device == "/dev" {
                cx.report(item, format!("{container} gets `{device}` of its host"));
            }
        }
    }),
    ..Rule::UNSET
};

/// Beginnings of the names of disks, of what is made of disks, and of memory, below `/dev`.
const RAW: &[&str] = &[
    "block/", "disk/", "dm-", "drbd", "hd", "kmem", "kmsg", "loop", "mapper", "md", "mem",
    "mmcblk", "mtdblock", "nbd", "nvme", "pmem", "port", "ram", "rbd", "sd", "sr", "vd", "vg",
    "xvd", "zd", "zfs", "zram", "zvol",
];
