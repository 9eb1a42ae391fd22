//! Kind: Kubernetes `Pod` without an owner.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "naked-pod",
    summary: "nothing makes the pod anew",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0073"), kyverno("prevent-bare-pods"), reliability("availability")],
    check: Check::Workload(|workload, cx| {
        let Some(object) = workload.object.map(|it| cx.project.object(it)) else { return };
        if workload.kind == WorkloadKind::Pod && object.owned.is(false) && !workload.is_test_hook {
            let shown = workload.identity.shown;
            cx.report_at(
                &workload.identity,
                shown,
                format!("nothing makes {workload} anew when its node goes"),
            );
        }
    }),
    ..Rule::UNSET
};
