//! Fields: Kubernetes `runAsGroup`, `fsGroup`, `supplementalGroups`. Refused: 0.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "root-group",
    summary: "process belongs to the group root",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("non-root containers"),
        trivy("KSV-0116"),
        kubescape("C-0013"),
        gatekeeper("pod-security-policy/fsgroup"),
        kyverno("require-non-root-groups"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        for item in &workload.supplementary_groups.items {
            if item.is(User::Root) {
                cx.report(item, format!("{workload} belongs to the group root"));
            }
        }
        if workload.group.is(User::Root) {
            cx.report(&workload.group, format!("{workload} runs with the group root"));
        }
    }),
    ..Rule::UNSET
};
