//! Field: Kubernetes `volumes[].hostPath`. Allowed: absent.

use plimsoll_model::syntax::path::is_at_or_below;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-path-mount",
    summary: "pod mounts a path of its node",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("hostPathVolumes"),
        kubescape("C-0048"),
        polaris("hostPathSet"),
        trivy("KSV-0023"),
        kubescape("C-0203"),
        gatekeeper("pod-security-policy/host-filesystem"),
        kyverno("disallow-host-path"),
    ],
    supersedes: &["unrestricted-volume"],
    check: Check::Volume(|volume, cx| {
        if !cx.is_refused(&volume.source_kind) {
            return;
        }
        let workload = cx.project.workload(volume.workload);
        let Some(source) = volume.source.known() else {
            let message = format!("{workload} mounts a path of its node");
            cx.report(&volume.source_kind, message);
            return;
        };
        let allowed = &cx.parameters.allowed_host_paths;
        if allowed.iter().any(|it| is_at_or_below(source, it)) {
            return;
        }
        let message = format!("{workload} mounts `{source}` of its node");
        cx.report(&volume.source, message);
    }),
    ..Rule::UNSET
};
