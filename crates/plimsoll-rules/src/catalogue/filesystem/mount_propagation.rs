//! Field: Compose `bind.propagation`, Kubernetes `mountPropagation`. Refused: `rshared`, `shared`, `Bidirectional`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "mount-propagation",
    summary: "mounts made in the container appear on the host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        cis_docker("5.20"),
        compose_lint("CL-0017"),
        kics("Volume Mounted In Multiple Containers"),
    ],
    check: Check::Mount(|mount, cx| {
        if mount.propagation.is(Propagation::Bidirectional) {
            let container = cx.project.container(mount.container);
            let message = format!("what {container} mounts appears on its host");
            cx.report(&mount.propagation, message);
        }
    }),
    ..Rule::UNSET
};
