//! Pods of Tekton: the steps and sidecars of a task share one.
//!
//! Facts: the API reference of Tekton Pipelines. Every step takes over what `stepTemplate` says.
//! The rest of the pod comes from the `podTemplate` of the run, or from the settings of the
//! cluster.

use std::borrow::Cow;

use plimsoll_facts::{
    Origin,
    subjects::WorkloadKind,
    value::{Content, Member, Value},
};

use super::Template;
use crate::{manifest::Manifest, scalar::name_of};

/// The tasks in the object.
pub(super) fn templates<'v>(manifest: &Manifest<'v>) -> Vec<Template<'v>> {
    let Some(spec) = manifest.value.get("spec") else { return Vec::new() };
    let run = ["podTemplate", "taskRunTemplate"].into_iter().find_map(|key| {
        let found = spec.get(key)?;
        if key == "taskRunTemplate" { found.get("podTemplate") } else { Some(found) }
    });
    let mut tasks: Vec<Task<'_>> = Vec::new();
    match manifest.kind() {
        "Task" | "ClusterTask" => tasks.push((String::new(), None, spec)),
        "TaskRun" => tasks.extend(spec.get("taskSpec").map(|it| (String::new(), None, it))),
        "Pipeline" => pipeline(spec, &mut tasks),
        "PipelineRun" => {
            if let Some(spec) = spec.get("pipelineSpec") {
                pipeline(spec, &mut tasks);
            }
        }
        _ => {}
    }
    tasks
        .into_iter()
        .filter_map(|(suffix, shown, task)| {
            Some(Template {
                suffix,
                kind: WorkloadKind::Job(manifest.kind().to_owned()),
                metadata: None,
                spec: Cow::Owned(pod_of(task, run)?),
                shown,
                is_open: true,
                is_outline: false,
            })
        })
        .collect()
}

/// What the address of a task ends with, its name, and what it does.
type Task<'v> = (String, Option<Origin>, &'v Value);

fn pipeline<'v>(spec: &'v Value, tasks: &mut Vec<Task<'v>>) {
    for key in ["tasks", "finally"] {
        for item in spec.get(key).map_or(&[][..], Value::items) {
            if let Some(task) = item.get("taskSpec") {
                let name = item.get("name").map(|it| it.at);
                tasks.push((format!("/{key}[{}]", name_of(item)), name, task));
            }
        }
    }
}

/// The task as the specification of a pod.
fn pod_of(task: &Value, run: Option<&Value>) -> Option<Value> {
    let steps = task.member("steps")?;
    let template = task.get("stepTemplate");
    let mut items: Vec<Value> = Vec::new();
    for step in steps.value.items() {
        let is_container = step.get("image").is_some()
            || (step.get("ref").is_none() && template.is_some_and(|it| it.get("image").is_some()));
        if is_container {
            items.push(template.map_or_else(|| step.clone(), |template| laid_over(step, template)));
        }
    }
    let sidecars = task.get("sidecars").map_or(&[][..], Value::items);
    items.extend(sidecars.iter().cloned());
    let mut members: Vec<Member> = run.map_or(&[][..], Value::members).to_vec();
    let volumes = task.member("volumes").into_iter().cloned();
    members.retain(|it| &*it.key != "volumes" || task.get("volumes").is_none());
    members.extend(volumes);
    members.push(Member {
        key: "containers".into(),
        key_at: steps.key_at,
        value: Value {
            content: Content::List { items, is_incomplete: steps.value.is_incomplete() },
            ..steps.value.clone()
        },
    });
    Some(Value {
        at: run.unwrap_or(task).at,
        through: task.through.clone(),
        content: Content::Map { members, is_incomplete: task.is_incomplete() },
        tag: None,
    })
}

/// `own` with what only `base` says; mappings are put together key by key.
fn laid_over(own: &Value, base: &Value) -> Value {
    let (Content::Map { members, is_incomplete }, Content::Map { members: others, .. }) =
        (&own.content, &base.content)
    else {
        return own.clone();
    };
    let mut members = members.clone();
    for other in others {
        match members.iter_mut().find(|it| it.key == other.key) {
            Some(member) => member.value = laid_over(&member.value, &other.value),
            None => members.push(other.clone()),
        }
    }
    Value { content: Content::Map { members, is_incomplete: *is_incomplete }, ..own.clone() }
}
