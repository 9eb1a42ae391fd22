//! Settings that contradict each other, or that another one makes pointless.

use std::collections::HashMap;

use plimsoll_facts::{
    Origin,
    read::Read,
    subjects::{DefectKind, Mount, MountKind},
    value::{Content, Value},
};
use plimsoll_syntax::size::Size;

use super::Defects;
use crate::{
    ports,
    service::{Service, boolean},
};

const KIND: DefectKind = DefectKind::Conflict;

/// A limit's older spelling, the block of the newer one, and its key there.
const LIMITS: &[(&str, &[&str], &str)] = &[
    ("mem_limit", &["deploy", "resources", "limits"], "memory"),
    ("cpus", &["deploy", "resources", "limits"], "cpus"),
    ("pids_limit", &["deploy", "resources", "limits"], "pids"),
    ("mem_reservation", &["deploy", "resources", "reservations"], "memory"),
];

/// Judges the settings of a service.
pub(super) fn service(service: &Service<'_>, mounts: &[Mount], defects: &mut Defects) {
    let root = service.reader.value;
    network(root, defects);
    if ports::is_internal(service)
        && let Some(ports) = root.member("ports").filter(|it| !it.value.items().is_empty())
    {
        let message = "`ports` has no effect: the networks of the service are internal".to_owned();
        let place = root.get("networks").unwrap_or(&ports.value);
        defects
            .add_at(DefectKind::Ineffective, "ports", ports.key_at, message)
            .related(place.at, "its networks");
    }
    limits(root, defects);
    copies(root, defects);
    if let (Some(inline), Some(file)) =
        (root.dig(&["build", "dockerfile_inline"]), root.dig(&["build", "dockerfile"]))
    {
        let message = "`dockerfile_inline` and `dockerfile` exclude each other".to_owned();
        defects
            .add(KIND, "build.dockerfile_inline", inline, message)
            .related(file.at, "the other one");
    }
    injected(service, defects);
    targets(mounts, root, defects);
}

fn network(root: &Value, defects: &mut Defects) {
    let Some(mode) = root.get("network_mode") else { return };
    let networks =
        root.get("networks").filter(|it| !it.members().is_empty() || !it.items().is_empty());
    if let Some(networks) = networks {
        let message = "`network_mode` and `networks` exclude each other".to_owned();
        defects.add(KIND, "network_mode", mode, message).related(networks.at, "the other one");
    }
    let text = mode.text().filter(|it| it.unknown.is_none()).map_or("", |it| &*it.value);
    let ports = root.get("ports").filter(|it| !it.items().is_empty());
    let Some(ports) = ports else { return };
    let (kind, message) = match text.split_once(':').map_or(text, |(kind, _)| kind) {
        "host" => (
            DefectKind::Ineffective,
            "`ports` has no effect: every port of the service is one of its host",
        ),
        "none" => (DefectKind::Ineffective, "`ports` has no effect: the service has no network"),
        "service" | "container" => (
            KIND,
            "`ports` belongs to the container whose network the service uses; the engine refuses it here",
        ),
        _ => return,
    };
    let at = root.member("ports").map_or(ports.at, |it| it.key_at);
    let draft = defects.add_at(kind, "ports", at, message.to_owned());
    let draft = if kind == KIND { draft.fails() } else { draft };
    draft.related(mode.at, "because of this");
}

fn limits(root: &Value, defects: &mut Defects) {
    for (older, block, key) in LIMITS {
        let (Some(value), Some(block)) = (root.get(older), root.dig(block)) else { continue };
        let (Some(text), newer) = (value.text(), block.get(key)) else { continue };
        let other = newer.and_then(Value::text);
        if text.unknown.is_some() || other.is_some_and(|it| it.unknown.is_some()) {
            continue;
        }
        let amount = |text: &str| match *key {
            "memory" => Size::parse(text).ok().and_then(Size::limit).map_or(0.0, |it| it as f64),
            _ => text.parse::<f64>().unwrap_or(0.0),
        };
        let (one, two) = (amount(&text.value), other.map_or(0.0, |it| amount(&it.value)));
        if (one - two).abs() < f64::EPSILON {
            continue;
        }
        let message = match newer {
            Some(_) => format!("`{older}` and `deploy` state different values for `{key}`"),
            None => format!(
                "`{older}` needs the same value as `{key}` in `deploy`, where the other limits are"
            ),
        };
        let at = newer.map_or(block.at, |it| it.at);
        defects.add(KIND, older, value, message).related(at, "the other spelling");
    }
}

/// `scale`, `deploy.replicas`, and what there can be only one of.
fn copies(root: &Value, defects: &mut Defects) {
    let count = |path: &[&str]| root.str_at(path).and_then(|it| it.parse::<u64>().ok());
    let (scale, replicas) = (count(&["scale"]), count(&["deploy", "replicas"]));
    if let (Some(scale), Some(replicas)) = (scale, replicas)
        && scale != replicas
        && let (Some(value), Some(other)) = (root.get("scale"), root.dig(&["deploy", "replicas"]))
    {
        let message = "`scale` and `deploy.replicas` state different numbers".to_owned();
        defects.add(KIND, "scale", value, message).related(other.at, "the other one");
    }
    let Some(copies) = replicas.or(scale).filter(|it| *it > 1) else { return };
    if let Some(name) = root.get("container_name") {
        let message = format!("{copies} containers cannot have one name");
        defects.add(KIND, "container_name", name, message);
    }
    for (index, item) in root.get("ports").map_or(&[][..], Value::items).iter().enumerate() {
        if let Some(text) = item.text().filter(|it| it.unknown.is_none())
            && let Ok(port) = plimsoll_syntax::port::parse(&text.value)
            && let Some((first, last)) = port.host.and_then(|it| it.bounds)
            && first == last
        {
            let message = format!("{copies} containers cannot share the host's port {first}");
            defects
                .add(KIND, &format!("ports[{index}]"), item, message)
                .fails()
                .part(port.host.and_then(|it| text.range_of(it.part.range().to_usize())));
        }
    }
}

/// A secret or config that Compose copies into the container fails where that is read-only.
fn injected(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    let Some(read_only) = root.get("read_only") else { return };
    if !matches!(boolean(read_only), Read::Value(true)) {
        return;
    }
    for key in ["secrets", "configs"] {
        for item in service.items(key) {
            let name = item.text().map(|it| &*it.value).or_else(|| item.str_at(&["source"]));
            let Some(name) = name else { continue };
            let Some(declared) = service.declared(key, name) else { continue };
            let source = ["environment", "content"].iter().find(|it| declared.get(it).is_some());
            let Some(source) = source else { continue };
            let message = format!(
                "`{name}` cannot be copied into a read-only container; only one with a `file` can be mounted"
            );
            defects
                .add(KIND, key, item, message)
                .fails()
                .related(read_only.at, "read-only here")
                .related(declared.get(source).map_or(declared.at, |it| it.at), "its source");
        }
    }
}

/// Two things mounted at one place. Items of `volumes` are unique after merging, others are not.
fn targets(mounts: &[Mount], root: &Value, defects: &mut Defects) {
    let mut seen: HashMap<&str, &Mount> = HashMap::new();
    for mount in mounts {
        let Some(target) = mount.target.known() else { continue };
        let Some(earlier) = seen.insert(target, mount) else { continue };
        if earlier.kind == MountKind::Config || mount.kind == MountKind::Config {
            continue;
        }
        let item = find(root, mount.identity.owner);
        let Some(item) = item else { continue };
        let message = format!("something else is mounted at `{target}` already");
        let draft = defects.add(DefectKind::Duplicate, &format!("mounts.{target}"), item, message);
        // The loader compares those of `tmpfs` with each other and with `volumes`.
        let owners = [mount, earlier].map(|it| it.identity.owner);
        let is_of = |key| owners.map(|it| is_item(root, key, it));
        let (tmpfs, volumes) = (is_of("tmpfs"), is_of("volumes"));
        let is_refused = (tmpfs[0] && (tmpfs[1] || volumes[1])) || (tmpfs[1] && volumes[0]);
        let draft = if is_refused { draft } else { draft.fails() };
        draft.related(earlier.identity.shown, "the other mount");
    }
}

/// Whether the list at `key`, or the one text that stands for it, is where a mount is written.
fn is_item(root: &Value, key: &str, at: Origin) -> bool {
    root.get(key).is_some_and(|list| list.at == at || list.items().iter().any(|it| it.at == at))
}

fn find(root: &Value, at: Origin) -> Option<&Value> {
    ["volumes", "tmpfs", "secrets"]
        .iter()
        .filter_map(|key| root.get(key))
        .flat_map(|list| std::iter::once(list).chain(list.items()))
        .find(|item| item.at == at)
}

/// Judges what the top level declares.
pub(super) fn top_level(file: &Value, is_partial: bool, defects: &mut Defects) {
    for key in ["networks", "volumes", "secrets", "configs"] {
        for member in file.get(key).map_or(&[][..], Value::members) {
            let path = format!("{key}.{}", member.key);
            external(&path, &member.value, defects);
            let is_stored = matches!(key, "secrets" | "configs");
            if is_stored && !is_partial {
                source(&path, key, member, defects);
            }
        }
    }
    names(file, defects);
}

/// What somebody else makes has no other settings here than its name; only of a volume the loader
/// insists on that.
fn external(path: &str, value: &Value, defects: &mut Defects) {
    let Some(external) = value.get("external") else { return };
    if !matches!(boolean(external), Read::Value(true)) {
        return;
    }
    let other = value
        .members()
        .iter()
        .find(|it| !matches!(&*it.key, "external" | "name") && !it.key.starts_with("x-"));
    if let Some(other) = other {
        let message = format!("`{}` has no place beside `external: true`", other.key);
        let draft = defects.add_at(KIND, path, other.key_at, message);
        // The loader compares them for volumes alone.
        let draft = if path.starts_with("volumes.") { draft } else { draft.drops() };
        draft.related(external.at, "external here");
    }
}

/// A secret or config comes from exactly one place.
fn source(path: &str, key: &str, member: &plimsoll_facts::value::Member, defects: &mut Defects) {
    let value = &member.value;
    let is_external =
        value.get("external").is_some_and(|it| !matches!(boolean(it), Read::Value(false)));
    if is_external || value.is_incomplete() {
        return;
    }
    let is_written = |it: &&plimsoll_facts::value::Member| {
        key != "secrets" || it.value.text().is_none_or(|it| !it.value.is_empty())
    };
    let sources: Vec<_> = ["file", "environment", "content"]
        .iter()
        .filter_map(|it| value.member(it))
        .filter(is_written)
        .collect();
    match sources.as_slice() {
        [] if matches!(value.content, Content::Map { .. }) || value.is_null() => {
            let kinds = if key == "secrets" {
                "`file` or `environment`"
            } else {
                "`file`, `environment` or `content`"
            };
            let message = format!("`{}` does not say where it comes from: {kinds}", member.key);
            defects.add_at(DefectKind::Missing, path, member.key_at, message);
        }
        [first, second, ..] => {
            let message = format!("`{}` and `{}` exclude each other", first.key, second.key);
            defects
                .add_at(KIND, path, second.key_at, message)
                .related(first.key_at, "the other one");
        }
        _ => {}
    }
}

/// Names of containers are unique on a host.
fn names(file: &Value, defects: &mut Defects) {
    let mut seen: HashMap<&str, &Value> = HashMap::new();
    for member in file.get("services").map_or(&[][..], Value::members) {
        let Some(value) = member.value.get("container_name") else { continue };
        let Some(name) = member.value.str_at(&["container_name"]) else { continue };
        // Services of different profiles need not run together.
        if member.value.get("profiles").is_some() {
            continue;
        }
        if let Some(earlier) = seen.insert(name, value)
            && earlier.at != value.at
        {
            let path = format!("services.{}.container_name", member.key);
            let message = format!("another service calls its container `{name}` too");
            defects
                .add(DefectKind::Duplicate, &path, value, message)
                .related(earlier.at, "the other one");
        }
    }
}
