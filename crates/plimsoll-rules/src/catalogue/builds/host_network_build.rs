//! Field: Compose `build.network`. Allowed: anything but `host`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-network-build",
    summary: "steps of the build use the network of the machine that builds",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.10")],
    fix: Some(Safety::Hardening),
    check: Check::Build(|build, cx| {
        if build.network_namespace.is(Namespace::Host) {
            let message = format!("{build} is built in the network of the machine that builds it");
            cx.report(&build.network_namespace, message).harden(
                "remove `network`",
                "steps no longer reach servers that listen on the machine itself",
                [build.network_namespace.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
