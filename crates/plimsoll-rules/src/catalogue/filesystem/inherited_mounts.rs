//! Field: Compose `volumes_from`. Allowed: absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "inherited-mounts",
    summary: "container takes over every mount of another one",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.6")],
    check: Check::Container(|container, cx| {
        for item in &container.inherited_mounts.items {
            let Some(from) = item.known() else { continue };
            let name = from.strip_prefix("container:").unwrap_or(from);
            let name = name.split(':').next().unwrap_or(name);
            cx.report(
                item,
                format!("{container} gets every mount of `{name}`, sockets and secrets included"),
            );
        }
    }),
    ..Rule::UNSET
};
