//! Field: Kubernetes `PersistentVolume` `spec.hostPath`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-path-volume-object",
    summary: "persistent volume is a path of a node",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[cis_kubernetes("5.1.9"), kyverno("limit-hostpath-type-pv")],
    check: Check::PersistentVolume(|volume, cx| {
        if let Some(path) = volume.host_path.known().filter(|it| !it.is_empty()) {
            cx.report(&volume.host_path, format!("{volume} is `{path}` of a node"));
        }
    }),
    ..Rule::UNSET
};
