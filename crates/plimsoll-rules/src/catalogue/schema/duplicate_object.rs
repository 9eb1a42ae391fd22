//! Fields: Kubernetes `kind`, `metadata.namespace` and `metadata.name` of two objects in one file.

use std::collections::HashMap;

use plimsoll_model::{Identity, Project};

use crate::{Context, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-object",
    summary: "two objects of a file have one name",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Project(objects),
    ..Rule::UNSET
};

fn objects(project: &Project, cx: &mut Context<'_>) {
    let mut first_of: HashMap<_, &Identity> = HashMap::new();
    for object in &project.subjects.objects {
        let name = &*object.identity.name;
        let (Some(version), Some(kind), Some(namespace)) = (
            cx.need(&object.identity, "api_version", &object.api_version),
            cx.need(&object.identity, "kind", &object.kind),
            object.namespace.known().map(String::as_str).or(Some("")),
        ) else {
            continue;
        };
        // A name that the API server completes is not one yet, nor is one with a gap.
        if name == "?" || name.ends_with('-') || name.contains(['$', '{', '<']) {
            continue;
        }
        cx.judged();
        let group = version.split_once('/').map_or("", |(group, _)| group);
        let at = object.identity.owner;
        let first =
            *first_of.entry((at.file, group, kind, namespace, name)).or_insert(&object.identity);
        if first.owner != at {
            let shown = object.identity.shown;
            cx.report_at(&object.identity, shown, format!("this file has two {kind}s {object}"))
                .label(first.shown, "the first one");
        }
    }
}
