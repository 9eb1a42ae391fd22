//! Field: Kubernetes `capabilities`. Pod Security compares names letter by letter: upper case, without `CAP_`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "uncanonical-capability",
    summary: "capability is spelt in a way that admission does not know",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[pss_restricted("capabilities_restricted")],
    fix: Some(Safety::Safe),
    check: Check::Container(|container, cx| {
        let lists = [&container.added_capabilities, &container.dropped_capabilities];
        for item in lists.into_iter().flat_map(|it| &it.items) {
            let Some(it) = item.known().filter(|it| it.written != it.name && it.is_known) else {
                continue;
            };
            if !cx.is_refused(item) {
                continue;
            }
            cx.report(item, format!("`{}` is not how admission knows `{}`", it.written, it.name))
                .fix_safely(format!("write `{}`", it.name), [item.set(it.name.clone())]);
        }
    }),
    ..Rule::UNSET
};
