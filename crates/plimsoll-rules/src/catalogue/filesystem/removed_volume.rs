//! Field: Kubernetes `volumes[]`, against the parameter `kubernetes-version`: in-tree plug-ins that were removed, and
//! `gitRepo`, which is switched off since 1.33.

use crate::prelude::*;

/// Kinds of volumes, and the minor release that no longer has them.
const REMOVED: &[(&str, u32)] = &[
    ("scaleIO", 22),
    ("flocker", 25),
    ("quobyte", 25),
    ("storageos", 25),
    ("glusterfs", 26),
    ("cephfs", 31),
    ("rbd", 31),
    ("gitRepo", 33),
];

pub(super) static RULE: Rule = Rule {
    name: "removed-volume",
    summary: "volume is of a kind that the cluster no longer has",
    severity: Severity::High,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[validation("kubelet"), trivy("KSV-0028")],
    check: Check::Volume(|volume, cx| {
        let minor = cx.parameters.kubernetes_minor;
        let Some(kind) = volume.source_kind.known() else { return };
        let Some((_, since)) = REMOVED.iter().find(|(name, since)| name == kind && *since <= minor)
        else {
            return;
        };
        let workload = cx.project.workload(volume.workload);
        cx.report(
            &volume.source_kind,
            format!("{workload} cannot mount a `{kind}`: Kubernetes has none since 1.{since}"),
        );
    }),
    ..Rule::UNSET
};
