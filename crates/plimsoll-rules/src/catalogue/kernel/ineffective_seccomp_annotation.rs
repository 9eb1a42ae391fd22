//! Annotations `seccomp.security.alpha.kubernetes.io/…` and `container.seccomp.security.alpha.kubernetes.io/…`: not read
//! since Kubernetes 1.27.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ineffective-seccomp-annotation",
    summary: "annotation for seccomp has no effect",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[trivy("KSV-0030")],
    check: Check::Workload(|workload, cx| {
        if cx.parameters.kubernetes_minor < 27 {
            return;
        }
        for item in &workload.profile_annotations.items {
            let Some(annotation) =
                item.known().filter(|it| it.key.contains("seccomp.security.alpha"))
            else {
                continue;
            };
            cx.report(
                item,
                format!("{workload} is not confined by `{}`: nothing reads it", annotation.key),
            );
        }
    }),
    ..Rule::UNSET
};
