//! Field: Kubernetes `tolerations[]` with `Exists` and no key.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "universal-toleration",
    summary: "pod puts up with every taint",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("pod placement"), reliability("scheduling")],
    check: Check::Workload(|workload, cx| {
        for item in &workload.tolerations.items {
            let is_every = item.holds(|it| it.key.is_empty() && it.operator == "Exists");
            if is_every && workload.kind != WorkloadKind::Controller("DaemonSet".to_owned()) {
                cx.report(item, format!("{workload} puts up with every taint"));
            }
        }
    }),
    ..Rule::UNSET
};
