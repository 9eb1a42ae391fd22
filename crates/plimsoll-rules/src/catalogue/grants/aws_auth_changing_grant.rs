//! Fields: `rules[]` of `Role` and `ClusterRole` that write the configuration map `aws-auth` by name.

use crate::prelude::*;

/// Verbs that change a configuration map.
const WRITES: &[&str] = &["create", "update", "patch", "delete", "deletecollection", "*"];

pub(super) static RULE: Rule = Rule {
    name: "aws-auth-changing-grant",
    summary: "role can make anybody of the cloud account an administrator",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[trivy("KSV-0115")],
    check: Check::Grant(|grant, cx| {
        let is_map = grant.api_groups.has(|it| it.is_empty() || it == "*")
            && grant.resources.has(|it| it == "configmaps" || it == "*");
        let is_named = grant.resource_names.has(|it| it == "aws-auth");
        if !is_map || !is_named {
            return;
        }
        let writes = |it: &&Fact<String>| it.known().is_some_and(|it| WRITES.contains(&&**it));
        if let Some(verb) = grant.verbs.items.iter().find(writes) {
            cx.report(verb, format!("{grant} can map anybody to an administrator in `aws-auth`"));
        }
    }),
    ..Rule::UNSET
};
