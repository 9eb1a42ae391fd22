//! Field: Kubernetes `volumes[]`. Allowed: `configMap`, `csi`, `downwardAPI`, `emptyDir`, `ephemeral`, `image`,
//! `persistentVolumeClaim`, `projected`, `secret`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unrestricted-volume",
    summary: "volume is of a kind that the level restricted does not allow",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        pss_restricted("restrictedVolumes"),
        trivy("KSV-0028"),
        gatekeeper("pod-security-policy/volumes"),
        kyverno("restrict-volume-types"),
    ],
    check: Check::Volume(|volume, cx| {
        let fact = &volume.source_kind;
        let Some(kind) = fact.known().filter(|_| cx.is_refused(fact)) else { return };
        let workload = cx.project.workload(volume.workload);
        cx.report(fact, format!("{workload} has a volume of the kind `{kind}`"));
    }),
    ..Rule::UNSET
};
