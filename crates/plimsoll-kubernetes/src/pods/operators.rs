//! Pods that operators put together from settings with names of their own: Spark applications and
//! what Strimzi runs.
//!
//! Facts: the API references of the Spark operator (`sparkoperator.k8s.io/v1beta2`) and of Strimzi
//! (`kafka.strimzi.io`). What the operators add is not known here, so that nothing is absent.

use std::borrow::Cow;

use plimsoll_facts::{
    subjects::WorkloadKind,
    value::{Bytes, Content, Member, Text, Value},
};
use plimsoll_yaml::{Resolved, ScalarStyle};

use super::Template;
use crate::manifest::Manifest;

/// The driver and the executors of a Spark application.
pub(super) fn spark<'v>(manifest: &Manifest<'v>) -> Vec<Template<'v>> {
    let path: &[&str] = match manifest.kind() {
        "SparkApplication" => &["spec"],
        "ScheduledSparkApplication" => &["spec", "template"],
        _ => return Vec::new(),
    };
    let Some(application) = manifest.value.dig(path) else { return Vec::new() };
    let roles = [("driver", "spark-kubernetes-driver"), ("executor", "spark-kubernetes-executor")];
    roles
        .into_iter()
        .filter_map(|(role, container)| {
            let own = application.get(role)?;
            let spec = spark_pod(application, own, container);
            Some(outline(manifest, format!("/{role}"), own, spec))
        })
        .collect()
}

/// Settings of a Spark role that are those of its container.
const OF_CONTAINER: &[&str] =
    &["image", "securityContext", "env", "envFrom", "ports", "volumeMounts", "lifecycle"];

fn spark_pod(application: &Value, own: &Value, container: &str) -> Vec<Member> {
    let template = own.dig(&["template", "spec"]);
    let mut members = template.map_or(&[][..], Value::members).to_vec();
    let given = template.and_then(|it| it.get("containers")).map_or(&[][..], Value::items);
    let mut parts: Vec<Member> =
        own.members().iter().filter(|it| OF_CONTAINER.contains(&&*it.key)).cloned().collect();
    if own.get("image").is_none() {
        parts.extend(application.member("image").cloned());
    }
    let name = Text {
        value: container.into(),
        resolved: Resolved::Str,
        style: ScalarStyle::Plain,
        unknown: None,
        bytes: Bytes::Whole,
    };
    let name = Value { content: Content::Scalar(name), ..own.clone() };
    parts.push(Member { key: "name".into(), key_at: own.at, value: name });
    let mut containers = given.to_vec();
    match containers.iter_mut().find(|it| it.str_at(&["name"]) == Some(container)) {
        // The operator's settings are laid over the template.
        Some(base) => {
            if let Content::Map { members, .. } = &mut base.content {
                members.retain(|it| parts.iter().all(|part| part.key != it.key));
                members.append(&mut parts);
            }
        }
        None => containers.push(mapping(own, parts)),
    }
    containers.extend(own.get("sidecars").map_or(&[][..], Value::items).iter().cloned());
    for (key, name) in [
        ("hostNetwork", "hostNetwork"),
        ("podSecurityContext", "securityContext"),
        ("initContainers", "initContainers"),
        ("tolerations", "tolerations"),
        ("shareProcessNamespace", "shareProcessNamespace"),
    ] {
        if let Some(member) = own.member(key) {
            members.retain(|it| &*it.key != name);
            members.push(Member { key: name.into(), ..member.clone() });
        }
    }
    members.extend(application.member("volumes").cloned());
    members.retain(|it| &*it.key != "containers");
    members.push(list(own, "containers", containers));
    members
}

/// What Strimzi runs: one pod for every part of the object that has a `template`.
pub(super) fn strimzi<'v>(manifest: &Manifest<'v>) -> Vec<Template<'v>> {
    let Some(spec) = manifest.value.get("spec") else { return Vec::new() };
    let whole = spec.get("template").map(|template| (String::new(), template));
    let parts = spec
        .members()
        .iter()
        .filter_map(|part| Some((format!("/{}", part.key), part.value.get("template")?)));
    whole
        .into_iter()
        .chain(parts)
        .map(|(suffix, template)| {
            let pod = template.get("pod");
            let mut members = pod.map_or(&[][..], Value::members).to_vec();
            let containers = template.members().iter().filter(|it| {
                it.key.ends_with("Container") && matches!(it.value.content, Content::Map { .. })
            });
            let containers = containers.map(|it| it.value.clone()).collect();
            members.push(list(template, "containers", containers));
            outline(manifest, suffix, template, members)
        })
        .collect()
}

fn outline<'v>(
    manifest: &Manifest<'v>,
    suffix: String,
    at: &Value,
    members: Vec<Member>,
) -> Template<'v> {
    Template {
        suffix,
        kind: WorkloadKind::Template(manifest.kind().to_owned()),
        metadata: None,
        spec: Cow::Owned(mapping(at, members)),
        shown: None,
        is_open: true,
        is_outline: true,
    }
}

/// A mapping in the place of another one, to which more can be added.
pub(super) fn mapping(at: &Value, members: Vec<Member>) -> Value {
    Value { content: Content::Map { members, is_incomplete: true }, ..at.clone() }
}

/// A list in the place of another value, to which more can be added.
pub(super) fn list(at: &Value, key: &str, items: Vec<Value>) -> Member {
    let content = Content::List { items, is_incomplete: true };
    Member { key: key.into(), key_at: at.at, value: Value { content, ..at.clone() } }
}
