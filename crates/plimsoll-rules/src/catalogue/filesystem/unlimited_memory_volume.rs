//! Field: Kubernetes `emptyDir` with `medium: Memory` and no `sizeLimit`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unlimited-memory-volume",
    summary: "volume in memory can use up all of it",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cwe("770"),
        kyverno("require-emptydir-requests-and-limits"),
        reliability("resources"),
    ],
    check: Check::Volume(|volume, cx| {
        if volume.kind == MountKind::Tmpfs && volume.size_limit.is(Limit::Unset) {
            let workload = cx.project.workload(volume.workload);
            cx.report(
                &volume.size_limit,
                format!("a volume of {workload} can use up the memory of its node"),
            );
        }
    }),
    ..Rule::UNSET
};
