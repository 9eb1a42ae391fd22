//! Services that extend another one, and override files. Refused: what takes away a protection that is stated below.

use plimsoll_model::ViaKind;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "weakened-protection",
    summary: "protection that another file or service states is taken away",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[owasp_docker("3"), owasp_docker("4"), owasp_docker("8")],
    check: Check::Weakening(|weakening, cx| {
        let way = match weakening.through {
            ViaKind::Extends => "which the service that it extends has",
            _ => "which the file below has",
        };
        let what = match weakening.setting {
            "privileged" => "gives up being unprivileged",
            "read_only_root" => "gives up its read-only root filesystem",
            "privilege_escalation" => "gives up the protection against new privileges",
            "seccomp" => "gives up its seccomp filter",
            "apparmor" => "gives up its AppArmor profile",
            "selinux_confined" => "gives up its SELinux confinement",
            "memory_limit" => "gives up its limit on memory",
            _ => "gives up its limit on processes",
        };
        let message = format!("{weakening} {what}, {way}");
        let draft = cx.report(&weakening.after, message);
        if let Some(site) = weakening.before.site() {
            draft.label(site, "stated here");
        }
    }),
    ..Rule::UNSET
};
