//! Field: Kubernetes `hostAliases`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "own-host-entry",
    summary: "pod has host names of its own",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[trivy("KSV-0007"), kubesec("HostAliases")],
    check: Check::Workload(|workload, cx| {
        if workload.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        for item in &workload.host_aliases.items {
            if let Some(entry) = item.known() {
                cx.report(item, format!("{workload} knows `{entry}` by an entry of its own"));
            }
        }
    }),
    ..Rule::UNSET
};
