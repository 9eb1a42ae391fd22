//! Fields: Kubernetes `resources` memory with the suffix `m` or below 1 MiB, processors above 256.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "implausible-quantity",
    summary: "quantity has a unit that nobody meant",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[validation("kubelet")],
    check: Check::Container(|container, cx| {
        const MEBIBYTE: i128 = 1 << 20;
        // The engine refuses less than 6 MB.
        if container.identity.platform == plimsoll_model::Platform::Compose {
            return;
        }
        for fact in [&container.memory_request, &container.memory_limit] {
            let Some(Limit::Milli(milli)) = fact.known().filter(|_| fact.is_stated()) else {
                continue;
            };
            if *milli > 0 && *milli < MEBIBYTE * 1000 {
                let bytes = milli / 1000;
                let is_limit = std::ptr::eq(fact, &raw const container.memory_limit);
                let platform = match () {
                    // No runtime starts a container in so little.
                    () if is_limit => Some(Reaction::Fails),
                    () if milli % 1000 != 0 => Some(Reaction::Warns),
                    () => None,
                };
                cx.report(
                    fact,
                    format!(
                        "{container} gets {bytes} bytes of memory; `Mi` and `Gi` are larger units"
                    ),
                )
                .platform(platform);
            }
        }
        for fact in [&container.cpu_request, &container.cpu_limit] {
            let Some(Limit::Milli(milli)) = fact.known().filter(|_| fact.is_stated()) else {
                continue;
            };
            if *milli > 256_000 {
                let cores = milli / 1000;
                cx.report(
                    fact,
                    format!("{container} gets {cores} processors; `m` is a thousandth of one"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
