//! Field: Kubernetes `PodDisruptionBudget` `unhealthyPodEvictionPolicy`. Allowed: `AlwaysAllow`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "strict-eviction",
    summary: "pods that do not work cannot be evicted",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kube_linter("pdb-unhealthy-pod-eviction-policy"), reliability("availability")],
    fix: Some(Safety::Hardening),
    check: Check::DisruptionBudget(|budget, cx| {
        if budget.unhealthy_eviction.is_not("AlwaysAllow".to_owned()) {
            cx.report(
                &budget.unhealthy_eviction,
                format!("{budget} also keeps pods that do not work"),
            )
            .harden(
                "let pods that do not work go",
                "a member of a quorum that is catching up can be evicted",
                [budget.unhealthy_eviction.set("AlwaysAllow")],
            );
        }
    }),
    ..Rule::UNSET
};
