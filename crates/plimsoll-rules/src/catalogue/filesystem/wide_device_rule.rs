//! Field: Compose `device_cgroup_rules`. Refused: every device, and every block device.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "wide-device-rule",
    summary: "container may use every device of a kind",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.18"), compose_lint("CL-0016")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        for item in &container.device_rules.items {
            let Some(rule) = item.known() else { continue };
            let mut fields = rule.split_whitespace();
            let (kind, numbers) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            let permissions = fields.next().unwrap_or("rwm");
            let is_used = permissions.contains(['r', 'w']);
            let is_wide = numbers.starts_with("*:") || (kind == "b" && numbers.ends_with(":*"));
            if matches!(kind, "a" | "b" | "c") && is_used && (kind == "a" || is_wide) {
                cx.report(item, format!("{container} may use every device that `{rule}` covers"))
                    .harden(
                        "remove the rule",
                        "devices that the rule opened are out of reach",
                        [item.remove()],
                    );
            }
        }
    }),
    ..Rule::UNSET
};
