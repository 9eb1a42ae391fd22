//! Pods of Argo Workflows: every template that runs a container is one.
//!
//! Facts: the field reference of Argo Workflows. A template takes over what the workflow's
//! specification says about pods; `podSpecPatch` can change anything.

use std::borrow::Cow;

use plimsoll_facts::{
    subjects::WorkloadKind,
    value::{Content, Member, Value},
};

use super::Template;
use crate::{manifest::Manifest, scalar::name_of};

/// What a template takes over from the workflow.
const SHARED: &[&str] = &[
    "automountServiceAccountToken",
    "hostNetwork",
    "securityContext",
    "serviceAccountName",
    "hostAliases",
];

/// The templates of a workflow that run containers.
pub(super) fn templates<'v>(manifest: &Manifest<'v>) -> Vec<Template<'v>> {
    let path: &[&str] = match manifest.kind() {
        "Workflow" | "WorkflowTemplate" | "ClusterWorkflowTemplate" => &["spec"],
        "CronWorkflow" => &["spec", "workflowSpec"],
        _ => return Vec::new(),
    };
    let Some(workflow) = manifest.value.dig(path) else { return Vec::new() };
    let listed = workflow.get("templates").map_or(&[][..], Value::items);
    let defaults = workflow.get("templateDefaults");
    listed
        .iter()
        .filter_map(|template| {
            let spec = pod_of(workflow, defaults, template)?;
            Some(Template {
                suffix: format!("/templates[{}]", name_of(template)),
                kind: WorkloadKind::Job(manifest.kind().to_owned()),
                metadata: template.get("metadata"),
                spec: Cow::Owned(spec),
                shown: template.get("name").map(|it| it.at),
                is_open: [workflow, template].iter().any(|it| it.get("podSpecPatch").is_some()),
                is_outline: false,
            })
        })
        .collect()
}

/// The template as the specification of a pod.
fn pod_of(workflow: &Value, defaults: Option<&Value>, template: &Value) -> Option<Value> {
    let single = ["container", "script"].into_iter().find_map(|key| template.member(key));
    let set = template.get("containerSet").and_then(|set| set.member("containers"));
    let (main, key) = match (single, set) {
        (Some(main), _) => (vec![main.value.clone()], main),
        (None, Some(set)) => (set.value.items().to_vec(), set),
        (None, None) => return None,
    };
    let list = |items| Value {
        at: key.value.at,
        through: key.value.through.clone(),
        content: Content::List { items, is_incomplete: key.value.is_incomplete() },
        tag: None,
    };
    let mut members: Vec<Member> = Vec::new();
    let outer = defaults.into_iter().chain([workflow]);
    for source in std::iter::once(template).chain(outer) {
        for member in source.members() {
            let is_first = source.at == template.at || SHARED.contains(&&*member.key);
            if is_first && !members.iter().any(|it| it.key == member.key) {
                members.push(member.clone());
            }
        }
    }
    members.push(Member { key: "containers".into(), key_at: key.key_at, value: list(main) });
    let volumes: Vec<Value> = [template, workflow]
        .iter()
        .flat_map(|it| it.get("volumes").map_or(&[][..], Value::items))
        .cloned()
        .collect();
    members.retain(|it| &*it.key != "volumes");
    if !volumes.is_empty() {
        members.push(Member { key: "volumes".into(), key_at: key.key_at, value: list(volumes) });
    }
    let is_incomplete = template.is_incomplete();
    Some(Value {
        at: template.at,
        through: template.through.clone(),
        content: Content::Map { members, is_incomplete },
        tag: None,
    })
}
