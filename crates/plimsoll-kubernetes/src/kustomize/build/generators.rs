//! ConfigMaps and Secrets that a kustomization makes of literals, and labels that it adds.
//!
//! What comes from files and environment files is not read, so that such an object has more keys
//! than are known. The hash behind the name of an object stands behind every reference to it, too:
//! both go by the name in the kustomization.
//!
//! Source: the reference of the kustomization file (`configMapGenerator`, `secretGenerator`,
//! `labels`, `commonLabels`, `commonAnnotations`).

use plimsoll_facts::value::{Bytes, Content, Member, Text, Value};

use super::{Object, came_through, member_mut, put};
use crate::kustomize::is_map;

/// The objects that the generators of `document` make.
pub(super) fn objects(document: &Value) -> impl Iterator<Item = Object> {
    let kinds = [("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")];
    kinds.into_iter().flat_map(|(key, kind)| {
        let items = document.get(key).map_or(&[][..], Value::items).iter();
        items.filter_map(move |item| Some(Object::new(object(item, kind)?, 0)))
    })
}

fn object(item: &Value, kind: &str) -> Option<Value> {
    let name = item.member("name").filter(|it| it.value.text().is_some())?;
    let is_open = ["files", "envs", "env"].iter().any(|key| item.get(key).is_some())
        || item.get("behavior").is_some();
    let literals = item.get("literals").map_or(&[][..], Value::items);
    let entries = literals.iter().filter_map(entry).collect();
    let data = if kind == "Secret" { "stringData" } else { "data" };
    let mut metadata = vec![name.clone()];
    metadata.extend(item.member("namespace").cloned());
    let mut members = vec![
        word(name, "apiVersion", "v1"),
        word(name, "kind", kind),
        Member { key: "metadata".into(), ..mapping(item, metadata, false) },
        Member { key: data.into(), ..mapping(item, entries, is_open) },
    ];
    members.extend(item.member("type").cloned());
    Some(mapping(item, members, false).value)
}

fn mapping(item: &Value, members: Vec<Member>, is_incomplete: bool) -> Member {
    let content = Content::Map { members, is_incomplete };
    Member { key: "".into(), key_at: item.at, value: Value { content, ..item.clone() } }
}

/// A text that the kustomization does not write, shown where its name is.
fn word(name: &Member, key: &str, text: &str) -> Member {
    let scalar = name.value.text().cloned();
    let content = match scalar {
        Some(scalar) => Content::Scalar(Text {
            value: text.into(),
            bytes: Bytes::Whole,
            unknown: None,
            ..scalar
        }),
        None => Content::Lost,
    };
    Member {
        key: key.into(),
        key_at: name.value.at,
        value: Value { content, ..name.value.clone() },
    }
}

/// `KEY=value` as an entry.
fn entry(literal: &Value) -> Option<Member> {
    let text = literal.text()?;
    let (key, value) = text.value.split_once('=')?;
    let unquoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote).and_then(|it| it.strip_suffix(quote)));
    let value = unquoted.unwrap_or(value);
    let scalar = Text { value: value.into(), bytes: Bytes::Whole, ..text.clone() };
    Some(Member {
        key: key.into(),
        key_at: literal.at,
        value: Value { content: Content::Scalar(scalar), ..literal.clone() },
    })
}

/// Adds the labels and annotations of `document` to an object.
pub(super) fn label(document: &Value, object: &mut Value) {
    for member in document.get("commonLabels").map_or(&[][..], Value::members) {
        add(object, "labels", member, true);
        select(object, member);
    }
    for item in document.get("labels").map_or(&[][..], Value::items) {
        let is_set = |key: &str| item.str_at(&[key]) == Some("true");
        for member in item.get("pairs").map_or(&[][..], Value::members) {
            add(object, "labels", member, is_set("includeSelectors") || is_set("includeTemplates"));
            if is_set("includeSelectors") {
                select(object, member);
            }
        }
    }
    for member in document.get("commonAnnotations").map_or(&[][..], Value::members) {
        add(object, "annotations", member, true);
    }
}

/// Adds one to the metadata of the object and, if `is_for_pods`, to that of its pods.
fn add(object: &mut Value, key: &str, member: &Member, is_for_pods: bool) {
    enter(object, &["metadata", key], member);
    if !is_for_pods {
        return;
    }
    for path in [&["spec", "template"][..], &["spec", "jobTemplate", "spec", "template"]] {
        if let Some(template) = dig_mut(object, path).filter(|it| is_map(it)) {
            enter(template, &["metadata", key], member);
        }
    }
}

/// Adds a label to the selector of the object, where its kind has one.
fn select(object: &mut Value, member: &Member) {
    let path: &[&str] = match object.str_at(&["kind"]) {
        Some("Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet") => {
            &["spec", "selector", "matchLabels"]
        }
        Some("PodDisruptionBudget") if object.dig(&["spec", "selector"]).is_some() => {
            &["spec", "selector", "matchLabels"]
        }
        Some("NetworkPolicy") if object.dig(&["spec", "podSelector", "matchLabels"]).is_some() => {
            &["spec", "podSelector", "matchLabels"]
        }
        Some("Service" | "ReplicationController")
            if object.dig(&["spec", "selector"]).is_some() =>
        {
            &["spec", "selector"]
        }
        _ => return,
    };
    enter(object, path, member);
}

fn dig_mut<'v>(value: &'v mut Value, path: &[&str]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, key| member_mut(value, key))
}

/// Gives the mapping at `path`, which is made where it is absent, the member.
fn enter(value: &mut Value, path: &[&str], member: &Member) {
    let Some((step, rest)) = path.split_first() else {
        let inner = came_through(member.value.clone(), member.value.at);
        put(value, &member.key, inner);
        return;
    };
    if !is_map(value) {
        return;
    }
    if member_mut(value, step).is_none_or(|it| !is_map(it)) {
        put(value, step, mapping(&member.value, Vec::new(), false).value);
    }
    if let Some(inner) = member_mut(value, step) {
        enter(inner, rest, member);
    }
}
