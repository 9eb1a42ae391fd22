//! Field: Compose `cap_add`, Kubernetes `capabilities.add`. Refused: what can starve the host of time or memory, and the classes of administration that Docker leaves out.

use plimsoll_model::syntax::capability::{Capability, Entry};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-availability-capability",
    summary: "container gets a capability that can starve its host",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        compose_lint("CL-0029"),
        kics("Container Capabilities Unrestricted"),
        cis_docker("5.4"),
        owasp_docker("7"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        for item in &container.added_capabilities.items {
            let Some(capability) = item.known() else { continue };
            let is_allowed = cx.parameters.allowed_capabilities.contains(&capability.name);
            let Ok(Entry::One(it)) = Entry::parse(&capability.written) else { continue };
            if is_allowed || !STARVING.contains(&it) {
                continue;
            }
            let message =
                format!("{container} adds `{}`: it lets it {}", capability.name, it.allows());
            cx.report(item, message).harden(
                format!("do not add `{}`", capability.name),
                "calls that need the capability fail with \"operation not permitted\"",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};

const STARVING: &[Capability] = &[
    Capability::BlockSuspend,
    Capability::IpcLock,
    Capability::Lease,
    Capability::SysNice,
    Capability::SysPacct,
    Capability::SysTtyConfig,
    Capability::WakeAlarm,
];
