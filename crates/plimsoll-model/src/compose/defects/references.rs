//! Names that have to be declared somewhere in the project.

use plimsoll_yaml::Plain;

use super::Defects;
use crate::{
    compose::service::Service,
    patch::Patch,
    subjects::DefectKind,
    syntax::{
        name_distance::nearest,
        volume::{self, MountKind},
    },
    value::{Bytes, Content, Member, Text, Value},
};

const KIND: DefectKind = DefectKind::Undefined;

/// Judges the names that a service uses.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    if let Some(networks) = root.get("networks") {
        for (name, value) in names(networks) {
            if name != "default" {
                declared(service, "networks", name, value, None, defects);
            }
        }
    }
    for item in service.items("volumes") {
        volume(service, item, defects);
    }
    for key in ["secrets", "configs"] {
        let build: &[&str] = &["build", "secrets"];
        let built = if key == "secrets" { root.dig(build) } else { None };
        let built = built.map_or(&[][..], Value::items);
        for item in service.items(key).iter().chain(built) {
            let value = item.get("source").unwrap_or(item);
            if let Some(text) = value.text() {
                declared(service, key, &text.value, value, None, defects);
            }
        }
    }
    if let Some(models) = root.get("models") {
        for (name, value) in names(models) {
            declared(service, "models", name, value, None, defects);
        }
    }
    services(service, defects);
}

/// The names in a list or as keys, each with its place; those with variables are left out.
fn names(value: &Value) -> Vec<(&str, &Value)> {
    match &value.content {
        Content::Map { members, .. } => {
            members.iter().map(|it: &Member| (&*it.key, &it.value)).collect()
        }
        Content::List { items, .. } => items
            .iter()
            .filter_map(|it| Some((&*it.text().filter(|it| it.unknown.is_none())?.value, it)))
            .collect(),
        _ => Vec::new(),
    }
}

fn volume(service: &Service<'_>, item: &Value, defects: &mut Defects) {
    if let Some(text) = item.text() {
        if text.unknown.is_some() {
            return;
        }
        let Ok(parsed) = volume::parse(&text.value) else { return };
        if let (MountKind::Named, Some(source)) = (parsed.kind, parsed.source) {
            declared(service, "volumes", source.text(), item, Some(text), defects);
        }
        return;
    }
    if item.str_at(&["type"]) == Some("volume")
        && let Some(source) = item.get("source")
        && let Some(text) = source.text().filter(|it| it.unknown.is_none())
    {
        declared(service, "volumes", &text.value, source, None, defects);
    }
}

/// Adds a defect unless the top level has `name` under `key`.
fn declared(
    service: &Service<'_>,
    key: &'static str,
    name: &str,
    value: &Value,
    text: Option<&Text>,
    defects: &mut Defects,
) {
    let is_unknown = value.text().is_some_and(|it| it.unknown.is_some());
    let list = service.file.get(key);
    let is_open = service.file.is_incomplete() || list.is_some_and(Value::is_incomplete);
    if is_unknown || is_open || list.is_some_and(|it| it.member(name).is_some()) {
        return;
    }
    let candidates = list.map_or(&[][..], Value::members).iter().map(|it| &*it.key);
    let meant = nearest(name, candidates);
    let is_path = key == "volumes" && name.contains('/');
    let one = key.strip_suffix('s').unwrap_or(key);
    let message = match meant {
        Some(meant) => format!("no {one} is called `{name}`; did you mean `{meant}`?"),
        None if is_path => {
            format!("`{name}` is taken for the name of a volume; a path begins with `./`")
        }
        None => format!("no {one} is called `{name}` at the top level of the file"),
    };
    let part = text.and_then(|it| it.range_of(0..name.len()));
    // A file without the section, or one of several, can be meant to be laid over others.
    let is_elsewhere = service.files.declare(key, name) || (list.is_none() && !is_path);
    if is_elsewhere && meant.is_none() {
        let message =
            format!("no {one} is called `{name}` in this file; another one has to declare it");
        defects.add(DefectKind::Open, key, value, message).part(part);
        return;
    }
    let draft = defects.add(KIND, key, value, message).part(part);
    let is_plain = text.is_some_and(|it| matches!(it.bytes, Bytes::From(_)));
    match (meant, is_path, part) {
        (None, true, Some(part)) if is_plain => {
            let patch = Patch::Splice { at: value.at, part, text: format!("./{name}") };
            draft.repair(format!("write it as `./{name}`"), patch, true);
        }
        (None, false, _) if matches!(key, "networks" | "volumes") && is_name(name) => {
            let owner = service.file.at;
            let path = vec![key.to_owned(), name.to_owned()];
            let patch = Patch::Enter { owner, path, value: Plain::Map(Vec::new()) };
            draft.repair(format!("declare the {one} `{name}`"), patch, true);
        }
        _ => {}
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "._-".contains(it))
}

/// Other services: what this one waits for, links to, and shares namespaces and volumes with.
fn services(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    if let Some(depends_on) = root.get("depends_on") {
        for (name, value) in names(depends_on) {
            let is_required = value.str_at(&["required"]) != Some("false");
            if is_required {
                known(service, "depends_on", name, value, defects);
            }
        }
    }
    for (key, before) in [("links", true), ("volumes_from", false)] {
        for item in service.items(key) {
            let Some(text) = item.text().filter(|it| it.unknown.is_none()) else { continue };
            if !before && text.value.starts_with("container:") {
                continue;
            }
            let name = text.value.split(':').next().unwrap_or("");
            known(service, key, name, item, defects);
        }
    }
    for key in ["network_mode", "pid", "ipc"] {
        let Some(value) = root.get(key) else { continue };
        let Some(text) = value.text().filter(|it| it.unknown.is_none()) else { continue };
        if let Some(name) = text.value.strip_prefix("service:") {
            known(service, key, name, value, defects);
        }
    }
}

fn known(service: &Service<'_>, key: &str, name: &str, value: &Value, defects: &mut Defects) {
    let Some(list) = service.file.get("services") else { return };
    let is_unknown = value.text().is_some_and(|it| it.unknown.is_some());
    let is_open = service.file.is_incomplete() || list.is_incomplete();
    if is_unknown || is_open || list.member(name).is_some() {
        return;
    }
    if service.files.declare("services", name) {
        let message =
            format!("no service is called `{name}` in this file; another one has to declare it");
        defects.add(DefectKind::Open, key, value, message);
        return;
    }
    let meant = nearest(name, list.members().iter().map(|it| &*it.key));
    let message = match meant {
        Some(meant) => format!("no service is called `{name}`; did you mean `{meant}`?"),
        None => format!("no service is called `{name}`"),
    };
    defects.add(KIND, key, value, message);
}
