//! Mounts: `volumes` in both forms, `tmpfs`, `secrets`, `configs`, and the engine's socket where
//! `use_api_socket` asks for it.

use plimsoll_facts::{
    Fact, Identity, List, Site, Slot, Why,
    read::{Read, Reader, Silence},
    subjects::{Limit, Mount, MountKind, Propagation},
    value::{Content, Value},
};
use plimsoll_syntax::{
    Part,
    interpolation::holds_variable,
    path::{clean_path, windows_to_slashes},
    runtime_socket::{Reach, runtime_socket},
    size::Size,
    volume::{self, MountOption, kind_of_source},
};

use super::{
    piece::{PIECE, Pieces},
    service::{Service, boolean},
    tmpfs,
};

/// Everything that is mounted into the service's container.
pub(super) fn lower(service: &Service<'_>) -> Vec<Mount> {
    let mut mounts = Vec::new();
    for item in service.items("volumes") {
        match &item.content {
            Content::Map { .. } => mounts.push(long(service, item)),
            Content::Scalar(_) => mounts.extend(short(service, item)),
            Content::List { .. } | Content::Lost => {}
        }
    }
    for item in service.items("tmpfs") {
        mounts.extend(tmpfs::lower(service, item));
    }
    for (key, kind, folder) in
        [("secrets", MountKind::Secret, "/run/secrets/"), ("configs", MountKind::Config, "/")]
    {
        for item in service.items(key) {
            mounts.extend(named(service, item, key, &kind, folder));
        }
    }
    mounts.extend(api_socket(service));
    mounts
}

/// A path of a host, cleaned; relative paths stay so.
fn host_path(path: &str) -> String {
    match windows_to_slashes(path) {
        Some(path) => path,
        None => clean_path(path),
    }
}

fn identity(service: &Service<'_>, item: &Value, key: &str, target: &str) -> Identity {
    service.part(key, target, item.at, item.at)
}

fn short(service: &Service<'_>, item: &Value) -> Option<Mount> {
    let pieces = Pieces::of_item(item)?;
    let text = &*pieces.text.value;
    let parsed = match (pieces.refusal(), volume::parse(text)) {
        (None, Ok(parsed)) => parsed,
        (refusal, _) => {
            let why = refusal.or(pieces.text.unknown).unwrap_or(Why::Malformed);
            return Some(unknown(service, item, &pieces, why));
        }
    };
    // A variable alone can hold a whole specification.
    if parsed.source.is_none() && pieces.text.unknown.is_some() && holds_variable(text) {
        return Some(unknown(service, item, &pieces, Why::Interpolated));
    }
    let mut kind = kind_of(parsed.kind);
    let mut source = match parsed.source {
        None => Fact::Inapplicable,
        Some(part) if kind == MountKind::HostPath => {
            pieces.read(part, |text| Some(host_path(text)))
        }
        Some(part) => pieces.read(part, |text| Some(text.to_owned())),
    };
    if let Some(device) = bind_behind(service, &kind, &source) {
        (kind, source) = (MountKind::HostPath, device);
    }
    let has_variable = parsed.options.iter().any(|(it, _)| *it == MountOption::Variable);
    let deciding = |wanted: fn(&MountOption) -> bool| {
        parsed.options.iter().rev().find(|(it, _)| wanted(it) || *it == MountOption::Variable)
    };
    let is_mode = |it: &MountOption| matches!(it, MountOption::ReadOnly | MountOption::ReadWrite);
    let read_only = match deciding(is_mode) {
        Some((MountOption::Variable, part)) => pieces.unknown(Some(*part), Why::Interpolated),
        Some((option, part)) => pieces.stated(*part, *option == MountOption::ReadOnly),
        None => pieces.assumed(false),
    };
    let is_propagation = |it: &MountOption| matches!(it, MountOption::Propagation(_));
    let propagation = match (&kind, deciding(is_propagation)) {
        (MountKind::Anonymous | MountKind::NamedPipe, _) => Fact::Inapplicable,
        (_, Some((MountOption::Propagation(propagation), part))) => {
            pieces.stated(*part, propagation_of(*propagation))
        }
        (_, Some((_, part))) => pieces.unknown(Some(*part), Why::Interpolated),
        (_, None) => pieces.assumed(Propagation::Private),
    };
    let option = |part: Part<'_>| pieces.read(part, |text| Some(text.to_owned()));
    let whole = |count: usize| match has_variable {
        true => pieces.unknown(None, Why::Interpolated),
        false if count == 0 => pieces.assumed(0),
        false => pieces.stated_whole(count),
    };
    let options: Vec<_> = parsed.options.iter().map(|(_, part)| option(*part)).collect();
    let unknown_options: Vec<_> = parsed.unknown_options().map(option).collect();
    Some(Mount {
        identity: identity(service, item, "volumes", &parsed.clean_target()),
        container: service.container,
        kind,
        source,
        target: pieces.read(parsed.target, |_| Some(parsed.clean_target())),
        read_only,
        propagation,
        executable: pieces.assumed(true),
        size_limit: Fact::Inapplicable,
        options: List { whole: whole(options.len()), items: options },
        unknown_options: List { whole: whole(unknown_options.len()), items: unknown_options },
    })
}

fn unknown(service: &Service<'_>, item: &Value, pieces: &Pieces<'_>, why: Why) -> Mount {
    Mount {
        identity: identity(service, item, "volumes", &pieces.text.value),
        container: service.container,
        kind: MountKind::Other("unknown".to_owned()),
        source: pieces.unknown(None, why),
        target: pieces.unknown(None, why),
        read_only: pieces.unknown(None, why),
        propagation: pieces.unknown(None, why),
        executable: pieces.unknown(None, why),
        size_limit: Fact::Inapplicable,
        options: List { whole: pieces.unknown(None, why), items: Vec::new() },
        unknown_options: List { whole: pieces.unknown(None, why), items: Vec::new() },
    }
}

fn kind_of(kind: volume::MountKind) -> MountKind {
    match kind {
        volume::MountKind::Bind => MountKind::HostPath,
        volume::MountKind::Named => MountKind::Volume,
        volume::MountKind::Anonymous => MountKind::Anonymous,
        volume::MountKind::NamedPipe => MountKind::NamedPipe,
        volume::MountKind::Unknown => MountKind::Other("unknown".to_owned()),
    }
}

fn propagation_of(propagation: volume::Propagation) -> Propagation {
    match propagation {
        volume::Propagation::Private | volume::Propagation::RPrivate => Propagation::Private,
        volume::Propagation::Slave | volume::Propagation::RSlave => Propagation::HostToContainer,
        volume::Propagation::Shared | volume::Propagation::RShared => Propagation::Bidirectional,
    }
}

/// The host path behind a named volume of the local driver that is a bind mount in disguise.
fn bind_behind(
    service: &Service<'_>,
    kind: &MountKind,
    source: &Fact<String>,
) -> Option<Fact<String>> {
    if *kind != MountKind::Volume {
        return None;
    }
    let volume = service.declared("volumes", source.known()?)?;
    let options = volume.get("driver_opts")?;
    let is_local = volume.get("driver").is_none() || volume.str_at(&["driver"]) == Some("local");
    let is_bind = options
        .str_at(&["o"])
        .is_some_and(|it| it.split(',').any(|it| it == "bind" || it == "rbind"))
        || options.str_at(&["type"]) == Some("none");
    let device = options.get("device")?;
    let is_path = device.text()?.value.starts_with('/') || device.text()?.unknown.is_some();
    if !is_local || !is_bind || !is_path {
        return None;
    }
    let reader = service.part_reader(volume);
    Some(reader.fact(&["driver_opts", "device"], Silence::Unknown(Why::Malformed), path))
}

fn path(value: &Value) -> Read<String> {
    match value.text() {
        Some(text) => Read::Value(host_path(&text.value)),
        None => Read::Unknown(Why::Malformed),
    }
}

fn long(service: &Service<'_>, item: &Value) -> Mount {
    let reader = service.part_reader(item);
    let source_text = item.get("source").and_then(Value::text).map_or("", |it| &*it.value);
    let mut kind = match item.str_at(&["type"]) {
        Some("bind") => MountKind::HostPath,
        Some("volume") if item.get("source").is_none() => MountKind::Anonymous,
        // Compose takes the type as it is, but the short form's kinds help where it is missing.
        Some("volume") => MountKind::Volume,
        Some("tmpfs") => MountKind::Tmpfs,
        Some("npipe") => MountKind::NamedPipe,
        Some("image") => MountKind::Image,
        Some(other) => MountKind::Other(other.to_owned()),
        None if item.get("type").is_some() => MountKind::Other("unknown".to_owned()),
        None => kind_of(kind_of_source(source_text)),
    };
    let mut source = match kind {
        MountKind::Tmpfs | MountKind::Anonymous => Fact::Inapplicable,
        MountKind::HostPath => reader.fact(&["source"], Silence::Unknown(Why::Malformed), path),
        _ => {
            reader.fact(&["source"], Silence::Unknown(Why::Malformed), plimsoll_facts::read::string)
        }
    };
    if let Some(device) = bind_behind(service, &kind, &source) {
        (kind, source) = (MountKind::HostPath, device);
    }
    let target =
        reader.fact(&["target"], Silence::Unknown(Why::Malformed), |value| match value.text() {
            Some(text) if text.value.starts_with('/') => Read::Value(clean_path(&text.value)),
            Some(text) => Read::Value(text.value.to_string()),
            None => Read::Unknown(Why::Malformed),
        });
    let name = target.known().map_or(source_text, |it| it);
    let is_tmpfs = kind == MountKind::Tmpfs;
    Mount {
        identity: identity(service, item, "volumes", name),
        container: service.container,
        source,
        read_only: reader.fact(&["read_only"], Silence::Means(false), boolean),
        propagation: if kind == MountKind::HostPath && item.str_at(&["type"]) == Some("bind") {
            let silence = Silence::Means(Propagation::Private);
            reader.fact(&["bind", "propagation"], silence, long_propagation)
        } else {
            Fact::Inapplicable
        },
        // The engine mounts every tmpfs with `noexec`, and the long form cannot say otherwise.
        executable: implied(&reader, !is_tmpfs),
        size_limit: if is_tmpfs {
            reader.fact(&["tmpfs", "size"], Silence::Means(Limit::Unset), size)
        } else {
            Fact::Inapplicable
        },
        kind,
        target,
        options: List::inapplicable(),
        unknown_options: List::inapplicable(),
    }
}

/// A fact that cannot be stated in this form.
fn implied<T>(reader: &Reader<'_>, value: T) -> Fact<T> {
    let slot = Slot { spelling: PIECE, ..reader.slot(&[]) };
    Fact::Assumed { value, at: Site::absent(reader.shown, slot) }
}

fn long_propagation(value: &Value) -> Read<Propagation> {
    let option = value.text().map(|text| MountOption::read(&text.value));
    match option {
        Some(MountOption::Propagation(propagation)) => Read::Value(propagation_of(propagation)),
        _ => Read::Unknown(Why::Malformed),
    }
}

pub(super) fn size(value: &Value) -> Read<Limit> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    match Size::parse(&text.value).map(Size::limit) {
        Ok(Some(bytes)) => Read::Value(Limit::Milli(i128::from(bytes) * 1000)),
        Ok(None) => Read::Value(Limit::Unset),
        Err(_) => Read::Unknown(Why::Malformed),
    }
}

/// A secret or a config.
fn named(
    service: &Service<'_>,
    item: &Value,
    key: &'static str,
    kind: &MountKind,
    folder: &str,
) -> Option<Mount> {
    let reader = service.part_reader(item);
    let below = |name: &str| {
        if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") }
    };
    let (source, target) = match &item.content {
        Content::Scalar(_) => {
            let pieces = Pieces::of_item(item)?;
            let name = Part::whole(&pieces.text.value);
            let source = pieces.read(name, |text| Some(text.to_owned()));
            let target = match source.known() {
                Some(name) => pieces.assumed(below(name)),
                None => pieces.unknown(None, Why::Interpolated),
            };
            (source, target)
        }
        Content::Map { .. } => {
            let source = reader.fact(
                &["source"],
                Silence::Unknown(Why::Malformed),
                plimsoll_facts::read::string,
            );
            let silence = match source.known() {
                Some(name) => Silence::Means(below(name)),
                None => Silence::Unknown(Why::Interpolated),
            };
            let target = reader.fact(&["target"], silence, |value| {
                value
                    .text()
                    .map_or(Read::Unknown(Why::Malformed), |text| Read::Value(below(&text.value)))
            });
            (source, target)
        }
        Content::List { .. } | Content::Lost => return None,
    };
    let name = source.known().map_or("?", |it| it);
    let identity = identity(service, item, key, name);
    let (kind, source) = match socket_behind(service, key, name) {
        Some(socket) => (MountKind::HostPath, socket),
        None => (kind.clone(), source),
    };
    Some(Mount {
        identity,
        container: service.container,
        kind,
        source,
        target,
        read_only: implied(&reader, true),
        propagation: Fact::Inapplicable,
        executable: Fact::Inapplicable,
        size_limit: Fact::Inapplicable,
        options: List::inapplicable(),
        unknown_options: List::inapplicable(),
    })
}

/// The control socket that the secret or config `name` is; Compose binds a `file` as it is.
fn socket_behind(service: &Service<'_>, key: &str, name: &str) -> Option<Fact<String>> {
    let declared = service.declared(key, name)?;
    let file = service.part_reader(declared);
    let path = file.fact(&["file"], Silence::Inapplicable, plimsoll_facts::read::string);
    path.holds(|it| runtime_socket(it).is_some_and(|it| it.reach == Reach::Exact)).then_some(path)
}

/// `use_api_socket: true` binds the socket of the engine.
fn api_socket(service: &Service<'_>) -> Option<Mount> {
    const SOCKET: &str = "/var/run/docker.sock";
    let value = service.reader.value.get("use_api_socket")?;
    let fact = |text: &str| {
        let slot = Slot { spelling: PIECE, ..service.reader.slot(&["use_api_socket"]) };
        let text = text.to_owned();
        service.reader.read(value, slot, Silence::Unknown(Why::Malformed), |value| {
            match boolean(value) {
                Read::Value(true) => Read::Value(text),
                Read::Value(false) => Read::Absent,
                _ => Read::Unknown(Why::Malformed),
            }
        })
    };
    let source = fact(SOCKET);
    if matches!(boolean(value), Read::Value(false)) {
        return None;
    }
    let reader = &service.reader;
    Some(Mount {
        identity: service.part("use_api_socket", SOCKET, value.at, value.at),
        container: service.container,
        kind: MountKind::HostPath,
        target: source.clone(),
        source,
        read_only: implied(reader, false),
        propagation: Fact::Inapplicable,
        executable: Fact::Inapplicable,
        size_limit: Fact::Inapplicable,
        options: List::inapplicable(),
        unknown_options: List::inapplicable(),
    })
}
