//! Names that have to be declared somewhere in the project.

use plimsoll_facts::{
    Origin, Patch,
    subjects::DefectKind,
    value::{Bytes, Content, Text, Value},
};
use plimsoll_syntax::{
    name_distance::nearest,
    volume::{self, MountKind},
};
use plimsoll_yaml::Plain;

use super::{Defects, Draft};
use crate::service::Service;

const KIND: DefectKind = DefectKind::Undefined;

/// Where a service names something.
#[derive(Clone, Copy)]
struct Name<'v> {
    text: &'v str,
    /// The node that it is in.
    value: &'v Value,
    /// The key that it is, where it is one.
    key_at: Option<Origin>,
}

impl<'v> Name<'v> {
    fn of(text: &'v str, value: &'v Value) -> Self {
        Self { text, value, key_at: None }
    }

    fn is_certain(&self) -> bool {
        self.key_at.is_some() || self.value.text().is_none_or(|it| it.unknown.is_none())
    }

    fn add<'d>(
        &self,
        kind: DefectKind,
        path: &str,
        message: String,
        defects: &'d mut Defects,
    ) -> Draft<'d> {
        match self.key_at {
            Some(at) => defects.add_at(kind, path, at, message),
            None => defects.add(kind, path, self.value, message),
        }
    }
}

/// Judges the names that a service uses.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    for name in root.get("networks").map(names).unwrap_or_default() {
        if name.text.starts_with("x-") && name.is_certain() {
            let message =
                format!("`{}` is taken for an extension here, so no network is found", name.text);
            name.add(KIND, "networks", message, defects);
        } else if name.text != "default" {
            declared(service, "networks", name, None, defects);
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
                declared(service, key, Name::of(&text.value, value), None, defects);
            }
        }
    }
    for name in root.get("models").map(names).unwrap_or_default() {
        declared(service, "models", name, None, defects);
    }
    services(service, defects);
}

/// The names in a list or as keys; those with variables are left out.
fn names(value: &Value) -> Vec<Name<'_>> {
    match &value.content {
        Content::Map { members, .. } => members
            .iter()
            .map(|it| Name { text: &it.key, value: &it.value, key_at: Some(it.key_at) })
            .collect(),
        Content::List { items, .. } => items
            .iter()
            .filter_map(|it| {
                Some(Name::of(&it.text().filter(|it| it.unknown.is_none())?.value, it))
            })
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
            declared(service, "volumes", Name::of(source.text(), item), Some(text), defects);
        }
        return;
    }
    if item.str_at(&["type"]) == Some("volume")
        && let Some(source) = item.get("source")
        && let Some(text) = source.text().filter(|it| it.unknown.is_none())
    {
        declared(service, "volumes", Name::of(&text.value, source), None, defects);
    }
}

/// Adds a defect unless the top level has `name` under `key`.
fn declared(
    service: &Service<'_>,
    key: &'static str,
    name: Name<'_>,
    text: Option<&Text>,
    defects: &mut Defects,
) {
    let Name { text: wanted, value, .. } = name;
    let list = service.file.get(key);
    let is_open = service.file.is_incomplete() || list.is_some_and(Value::is_incomplete);
    if !name.is_certain() || is_open || service.entry(key, wanted).is_some() {
        return;
    }
    let candidates = list.map_or(&[][..], Value::members).iter().map(|it| &*it.key);
    let meant = nearest(wanted, candidates);
    let is_path = key == "volumes" && wanted.contains('/');
    let one = key.strip_suffix('s').unwrap_or(key);
    let part = text.and_then(|it| it.range_of(0..wanted.len()));
    // A file without the section, or one of several, can be meant to be laid over others.
    let is_elsewhere = service.is_elsewhere(key, wanted) || (list.is_none() && !service.is_named);
    if is_elsewhere && meant.is_none() && !is_path {
        let message =
            format!("no {one} is called `{wanted}` in this file; another one has to declare it");
        let is_alone = service.is_alone(key, wanted);
        name.add(DefectKind::Open, key, message, defects).part(part).refused_alone(is_alone);
        return;
    }
    let message = match meant {
        Some(meant) => format!("no {one} is called `{wanted}`; did you mean `{meant}`?"),
        None if is_path => {
            format!("`{wanted}` is taken for the name of a volume; a path begins with `./`")
        }
        None => format!("no {one} is called `{wanted}` at the top level of the file"),
    };
    let draft = name.add(KIND, key, message, defects).part(part);
    let is_plain = text.is_some_and(|it| matches!(it.bytes, Bytes::From(_)));
    match (meant, is_path, part) {
        (None, true, Some(part)) if is_plain => {
            let patch = Patch::Splice { at: value.at, part, text: format!("./{wanted}") };
            draft.repair(format!("write it as `./{wanted}`"), patch, true);
        }
        (None, false, _) if matches!(key, "networks" | "volumes") && is_name(wanted) => {
            let owner = service.file.at;
            let path = vec![key.to_owned(), wanted.to_owned()];
            let patch = Patch::Enter { owner, path, value: Plain::Map(Vec::new()) };
            draft.repair(format!("declare the {one} `{wanted}`"), patch, true);
        }
        _ => {}
    }
}

/// Whether the service uses networks in a file that declares none, so that it is refused by itself.
fn is_fragment(service: &Service<'_>) -> bool {
    let used = service.reader.value.get("networks").map(names).unwrap_or_default();
    !service.is_named
        && service.file.get("networks").is_none()
        && used.iter().any(|it| it.text != "default")
}

/// What a service waits for has to be able to happen to the `other` one.
fn condition(service: &Service<'_>, name: Name<'_>, other: &Value, defects: &mut Defects) {
    const KNOWN: [&str; 3] =
        ["service_started", "service_healthy", "service_completed_successfully"];
    let Some(value) = name.value.get("condition") else { return };
    let Some(text) = value.text().filter(|it| it.unknown.is_none()) else { return };
    let (this, that) = (&service.member.key, name.text);
    let path = format!("depends_on.{that}.condition");
    let (reason, place) = match &*text.value {
        "service_healthy" => match health_check_off(other) {
            Some(place) => ("has no health check", place),
            None => return,
        },
        "service_completed_successfully" => match other.get("restart") {
            Some(it) if matches!(it.str_at(&[]), Some("always" | "unless-stopped")) => {
                ("is started again whenever it ends", it)
            }
            _ => return,
        },
        "service_started" => return,
        other => {
            let hint = nearest(other, KNOWN).map(|it| format!("; did you mean `{it}`?"));
            let message = format!("`{other}` is no condition{}", hint.unwrap_or_default());
            defects.add(DefectKind::InvalidValue, &path, value, message);
            return;
        }
    };
    let message = format!("`{this}` never starts, because `{that}` {reason}");
    defects
        .add(DefectKind::Conflict, &path, value, message)
        .fails()
        .related(place.at, "because of this");
}

/// Where the health check of a service is switched off.
fn health_check_off(service: &Value) -> Option<&Value> {
    let check = service.get("healthcheck")?;
    let disable = check.get("disable").filter(|it| it.str_at(&[]) == Some("true"));
    let test = check.get("test").filter(
        |it| matches!(it.items(), [only] if only.text().is_some_and(|it| &*it.value == "NONE")),
    );
    disable.or(test)
}

/// A service that is always started needs one that only a profile starts: the loader refuses that
/// wherever the profile is not active.
fn asleep(service: &Service<'_>, key: &str, name: Name<'_>, other: &Value, defects: &mut Defects) {
    let profiles = |value: &'_ Value| -> Vec<Box<str>> {
        let items = value.get("profiles").map_or(&[][..], Value::items);
        items.iter().filter_map(|it| Some(it.text()?.value.clone())).collect()
    };
    let needed = profiles(other);
    let is_active = needed.iter().any(|it| service.is_active(it));
    if needed.is_empty() || is_active || !profiles(service.reader.value).is_empty() {
        return;
    }
    let message = format!("`{}` is only there with a profile, and needed without one", name.text);
    let place = other.get("profiles").map_or(other.at, |it| it.at);
    // With the profile the loader takes it.
    name.add(DefectKind::Conflict, key, message, defects).fails().related(place, "its profiles");
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "._-".contains(it))
}

/// Other services: what this one waits for, links to, and shares namespaces and volumes with.
fn services(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    for name in root.get("depends_on").map(names).unwrap_or_default() {
        // What need not run has to be declared all the same.
        let is_required = name.value.str_at(&["required"]) != Some("false");
        if is_required || service.entry("services", name.text).is_none() {
            known(service, "depends_on", name, defects);
        }
    }
    for (key, before) in [("links", true), ("volumes_from", false)] {
        for item in service.items(key) {
            let Some(text) = item.text() else { continue };
            if !before && text.value.starts_with("container:") {
                continue;
            }
            let name = text.value.split(':').next().unwrap_or("");
            known(service, key, Name::of(name, item), defects);
        }
    }
    for key in ["network_mode", "pid", "ipc"] {
        let Some(value) = root.get(key) else { continue };
        if let Some(name) = value.text().and_then(|it| it.value.strip_prefix("service:")) {
            known(service, key, Name::of(name, value), defects);
        }
    }
}

fn known(service: &Service<'_>, key: &str, name: Name<'_>, defects: &mut Defects) {
    let Some(list) = service.file.get("services") else { return };
    let wanted = name.text;
    let is_open = service.file.is_incomplete() || list.is_incomplete();
    if !name.is_certain() || is_open {
        return;
    }
    if let Some(other) = service.entry("services", wanted) {
        condition(service, name, other, defects);
        return asleep(service, key, name, other, defects);
    }
    let meant = nearest(wanted, list.members().iter().map(|it| &*it.key));
    let (kind, message) = match meant {
        Some(meant) => (KIND, format!("no service is called `{wanted}`; did you mean `{meant}`?")),
        None if service.is_elsewhere("services", wanted) || is_fragment(service) => (
            DefectKind::Open,
            format!("no service is called `{wanted}` in this file; another one has to declare it"),
        ),
        None => (KIND, format!("no service is called `{wanted}`")),
    };
    let is_alone = service.is_alone("services", wanted);
    name.add(kind, key, message, defects).refused_alone(is_alone && kind == DefectKind::Open);
}
