//! Field: Compose `devices`. Refused: disks and memory of the host.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-device",
    summary: "container gets a disk or the memory of its host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.18"), owasp_docker("3")],
    check: Check::Container(|container, cx| {
        for item in &container.devices.items {
            let Some(device) = item.known() else { continue };
            let is_raw = [
                "/dev/sd",
                "/dev/nvme",
                "/dev/vd",
                "/dev/xvd",
                "/dev/dm-",
                "/dev/mapper",
                "/dev/mem",
                "/dev/kmem",
                "/dev/port",
            ]
            .iter()
            .any(|it| device.starts_with(it));
            if is_raw || device == "/dev" {
                cx.report(item, format!("{container} gets `{device}` of its host"));
            }
        }
    }),
    ..Rule::UNSET
};
