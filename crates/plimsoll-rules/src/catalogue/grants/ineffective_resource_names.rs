//! Fields: `rules[].resourceNames` of `Role` and `ClusterRole` with `create` or `deletecollection`, which know no name
//! when they are authorized.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ineffective-resource-names",
    summary: "role lists names for a verb that takes none",
    severity: Severity::Low,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server")],
    check: Check::Grant(|grant, cx| {
        if grant.resource_names.items.is_empty() || grant.resources.has(|it| it.contains('/')) {
            return;
        }
        for verb in &grant.verbs.items {
            let Some(name) =
                verb.known().filter(|it| matches!(&***it, "create" | "deletecollection"))
            else {
                continue;
            };
            cx.report(
                verb,
                format!("{grant} does not allow `{name}`: it cannot be limited to names"),
            )
            .keyed(name.clone());
        }
    }),
    ..Rule::UNSET
};
