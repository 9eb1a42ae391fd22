//! Field: Kubernetes `defaultMode` of secret volumes. Refused: write for others than the owner.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "readable-secret-file",
    summary: "file of a secret can be read by everybody in the container",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("secrets")],
    check: Check::Volume(|volume, cx| {
        let is_secret = matches!(volume.kind, MountKind::Secret | MountKind::Token);
        if is_secret
            && volume.default_mode.is_stated()
            && volume.default_mode.holds(|it| it.0 & 0o022 != 0)
        {
            let workload = cx.project.workload(volume.workload);
            cx.report(
                &volume.default_mode,
                format!("others can write to the secret files of {workload}"),
            );
        }
    }),
    ..Rule::UNSET
};
