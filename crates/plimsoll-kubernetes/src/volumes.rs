//! Volumes of a pod, joined with where its containers mount them.
//!
//! The Pod Security Standards judge volumes whether a container mounts them or not. So a path of
//! the host that no container mounts is a mount too: one of the pod's first container, at
//! `/volumes[name]`, to which everything about appearing in a container is inapplicable.

use plimsoll_facts::{
    Fact, List, Origin, Path, Scope, Site, Spelling, Why, Words,
    read::{Read, Reader, Silence, string},
    subjects::{Defect, DefectKind, Limit, Mode, Mount, MountKind, Propagation, Volume},
    value::{Content, Value},
};
use plimsoll_syntax::path::clean_path;

use super::{
    pod::{Part, Pod},
    resources::amount,
    scalar::{boolean, name_of, spelt, truth, why_of},
    schema::refuse,
    settings::count,
};

/// Where a kind of volume says what it holds.
const SOURCES: &[(&str, Path)] = &[
    ("hostPath", &["hostPath", "path"]),
    ("secret", &["secret", "secretName"]),
    ("configMap", &["configMap", "name"]),
    ("persistentVolumeClaim", &["persistentVolumeClaim", "claimName"]),
    ("image", &["image", "reference"]),
    ("csi", &["csi", "driver"]),
    ("nfs", &["nfs", "path"]),
    ("flexVolume", &["flexVolume", "driver"]),
    ("gitRepo", &["gitRepo", "repository"]),
];

const PROPAGATION: Spelling = Spelling::As(&Words::Word(&[
    ("private", "None"),
    ("host to container", "HostToContainer"),
    ("bidirectional", "Bidirectional"),
]));

/// The key that says what kind of volume it is; `None` for one that says nothing, which the API
/// server takes for an `emptyDir`.
fn source_key(volume: &Value) -> Option<&str> {
    let mut keys = volume.members().iter().filter(|it| &*it.key != "name" && !it.value.is_null());
    keys.next().map(|it| &*it.key)
}

fn kind_of(volume: &Value) -> MountKind {
    match source_key(volume) {
        None => MountKind::EmptyDir,
        Some("emptyDir") if volume.str_at(&["emptyDir", "medium"]) == Some("Memory") => {
            MountKind::Tmpfs
        }
        Some("emptyDir") => MountKind::EmptyDir,
        Some("hostPath") => MountKind::HostPath,
        Some("persistentVolumeClaim" | "ephemeral") => MountKind::Volume,
        Some("secret") => MountKind::Secret,
        Some("configMap" | "downwardAPI") => MountKind::Config,
        Some("projected") => projected(volume),
        Some("image") => MountKind::Image,
        Some(other) => MountKind::Other(other.to_owned()),
    }
}

/// The most sensitive of what is put together.
fn projected(volume: &Value) -> MountKind {
    let sources = volume.dig(&["projected", "sources"]).map_or(&[][..], Value::items);
    let has = |key: &str| sources.iter().any(|it| it.get(key).is_some());
    if has("serviceAccountToken") {
        MountKind::Token
    } else if has("secret") || has("podCertificate") {
        MountKind::Secret
    } else {
        MountKind::Config
    }
}

/// The volumes that the pod declares.
pub(super) fn declared(pod: &Pod<'_>) -> Vec<Volume> {
    let volumes = pod.reader.value.get("volumes").map_or(&[][..], Value::items);
    volumes
        .iter()
        .filter(|it| matches!(it.content, Content::Map { .. }))
        .map(|volume| {
            let reader =
                Reader { value: volume, shown: shown(volume), is_partial: pod.manifest.is_partial };
            let kind = kind_of(volume);
            let name = name_of(volume);
            let address = format!("{}/volumes[{name}]", pod.address);
            Volume {
                identity: pod.part(name, address, reader.shown, volume.at),
                workload: pod.workload,
                source_kind: source_kind(&reader),
                source: source(&reader),
                medium: text_of(&reader, kind_is_empty_dir(&kind), &["emptyDir", "medium"]),
                size_limit: size_limit(&reader, &kind),
                default_mode: default_mode(&reader),
                token_lifetime: token_lifetime(&reader),
                token_audience: token_audience(&reader),
                host_path_type: if kind == MountKind::HostPath {
                    let silence = Silence::Means(String::new());
                    reader.fact(&["hostPath", "type"], silence, string)
                } else {
                    Fact::Inapplicable
                },
                kind,
            }
        })
        .collect()
}

const fn kind_is_empty_dir(kind: &MountKind) -> bool {
    matches!(kind, MountKind::EmptyDir | MountKind::Tmpfs)
}

fn text_of(volume: &Reader<'_>, is_there: bool, path: Path) -> Fact<String> {
    let silence = if is_there { Silence::Means(String::new()) } else { Silence::Inapplicable };
    volume.fact(path, silence, string)
}

/// The permissions of the files that the platform makes.
fn default_mode(volume: &Reader<'_>) -> Fact<Mode> {
    let paths: [Path; 4] = [
        &["secret", "defaultMode"],
        &["configMap", "defaultMode"],
        &["projected", "defaultMode"],
        &["downwardAPI", "defaultMode"],
    ];
    match paths.into_iter().find(|path| volume.value.get(path[0]).is_some()) {
        Some(path) => count(volume, path, Silence::Means(0o644)).map(Mode),
        None => Fact::Inapplicable,
    }
}

/// The projected token of the service account, if the volume holds one.
fn token<'v>(volume: &Reader<'v>) -> Option<Reader<'v>> {
    let sources = volume.value.dig(&["projected", "sources"]).map_or(&[][..], Value::items);
    let value = sources.iter().find_map(|it| it.get("serviceAccountToken"))?;
    Some(Reader { value, ..*volume })
}

fn token_lifetime(volume: &Reader<'_>) -> Fact<u64> {
    token(volume)
        .map_or(Fact::Inapplicable, |it| count(&it, &["expirationSeconds"], Silence::Means(3600)))
}

fn token_audience(volume: &Reader<'_>) -> Fact<String> {
    token(volume).map_or(Fact::Inapplicable, |it| text_of(&it, true, &["audience"]))
}

fn shown(volume: &Value) -> Origin {
    volume.get("name").map_or(volume.at, |it| it.at)
}

/// The key that says what the volume is, shown where it stands.
fn source_kind(volume: &Reader<'_>) -> Fact<String> {
    let slot = volume.slot(&[]);
    let key = source_key(volume.value).and_then(|key| volume.value.member(key));
    match key {
        Some(member) => Fact::Stated {
            value: member.key.to_string(),
            at: Site { at: member.key_at, ..volume.site(&member.value, slot) },
            scope: volume.scope(&member.value),
        },
        None => volume.absent(slot, Silence::Means("emptyDir".to_owned())),
    }
}

/// What the container mounts.
pub(super) fn mounted(part: &Part<'_>) -> Vec<Mount> {
    let mounts = part.reader.value.get("volumeMounts").map_or(&[][..], Value::items);
    let volumes = part.pod.reader.value.get("volumes").map_or(&[][..], Value::items);
    mounts
        .iter()
        .filter(|it| matches!(it.content, Content::Map { .. }))
        .map(|mount| {
            let volume = volumes.iter().find(|it| name_of(it) == name_of(mount));
            join(part, mount, volume)
        })
        .collect()
}

/// Devices of the container that the pod has no volume for.
pub(super) fn dangling_devices(part: &Part<'_>) -> Vec<Defect> {
    let pod = part.pod.reader;
    let volumes = pod.value.get("volumes");
    if pod.is_partial || pod.value.is_incomplete() || volumes.is_some_and(Value::is_incomplete) {
        return Vec::new();
    }
    let volumes = volumes.map_or(&[][..], Value::items);
    let devices = part.reader.value.get("volumeDevices").map_or(&[][..], Value::items);
    let names = devices.iter().filter_map(|it| Some((it.get("name")?, it.str_at(&["name"])?)));
    names
        .filter(|(_, name)| {
            !volumes.iter().any(|it| name_of(it) == *name) && !is_claimed(part, name)
        })
        .map(|(value, name)| {
            let address = format!("{}volumeDevices[{name}]", part.place());
            let message = format!("the pod has no volume by the name `{name}`");
            refuse(part.pod.manifest, DefectKind::Undefined, value, &address, message)
        })
        .collect()
}

fn join(part: &Part<'_>, mount: &Value, volume: Option<&Value>) -> Mount {
    let reader = part.inner(mount);
    let kind = match volume {
        Some(volume) => kind_of(volume),
        None if is_claimed(part, name_of(mount)) => MountKind::Volume,
        None => MountKind::Other("undeclared".to_owned()),
    };
    let target = reader.fact(&["mountPath"], Silence::Unknown(Why::Malformed), path);
    let name = target.known().map_or("?", |it| it);
    let shown = mount.get("mountPath").map_or(mount.at, |it| it.at);
    Mount {
        identity: part.pod.part(name, format!("{}/mounts[{name}]", part.address), shown, mount.at),
        container: part.id,
        source: match volume {
            Some(volume) => source(&part.inner(volume)),
            None if is_claimed(part, name_of(mount)) => {
                reader.fact(&["name"], Silence::Unknown(Why::Malformed), string)
            }
            None => {
                let why = if part.pod.reader.is_partial { Why::Partial } else { Why::Malformed };
                reader.absent(reader.slot(&["name"]), Silence::Unknown(why))
            }
        },
        target,
        read_only: read_only(part, &reader, &kind, volume),
        propagation: propagation(&reader),
        executable: Fact::Inapplicable,
        size_limit: volume.map_or(Fact::Inapplicable, |it| size_limit(&part.inner(it), &kind)),
        options: List::inapplicable(),
        unknown_options: List::inapplicable(),
        kind,
    }
}

/// Whether the controller makes a claim of this name for every pod.
fn is_claimed(part: &Part<'_>, name: &str) -> bool {
    let claims = part.pod.manifest.value.dig(&["spec", "volumeClaimTemplates"]);
    claims
        .map_or(&[][..], Value::items)
        .iter()
        .any(|it| it.get("metadata").map(name_of) == Some(name))
}

fn path(value: &Value) -> Read<String> {
    match value.text() {
        Some(text) if text.value.starts_with('/') => Read::Value(clean_path(&text.value)),
        Some(text) => Read::Value(text.value.to_string()),
        None => Read::Unknown(Why::Malformed),
    }
}

/// Where the volume comes from; its own name where nothing tells.
fn source(volume: &Reader<'_>) -> Fact<String> {
    let key = source_key(volume.value).unwrap_or("emptyDir");
    let Some((key, at)) = SOURCES.iter().find(|(name, _)| *name == key) else {
        return volume.fact(&["name"], Silence::Unknown(Why::Malformed), string);
    };
    let read = if *key == "hostPath" { path } else { string };
    volume.fact(at, Silence::Unknown(Why::Malformed), read)
}

fn read_only(
    part: &Part<'_>,
    mount: &Reader<'_>,
    kind: &MountKind,
    volume: Option<&Value>,
) -> Fact<bool> {
    // The kubelet mounts these read-only whatever the manifest says.
    let is_always =
        matches!(kind, MountKind::Secret | MountKind::Config | MountKind::Token | MountKind::Image);
    if is_always {
        return mount.absent(mount.slot(&["readOnly"]), Silence::Means(true));
    }
    let own = mount.fact(&["readOnly"], Silence::Means(false), boolean);
    let Some(volume) = volume else { return own };
    let paths: [Path; 3] =
        [&["persistentVolumeClaim", "readOnly"], &["nfs", "readOnly"], &["csi", "readOnly"]];
    match paths.into_iter().find(|path| volume.dig(path).and_then(truth) == Some(true)) {
        Some(path) => {
            let volume = part.inner(volume).fact(path, Silence::Means(false), boolean);
            if own.is(true) { own } else { inherited(volume, &own) }
        }
        None => own,
    }
}

/// `outer` as something that `own` takes over, stated or not.
fn inherited<T>(outer: Fact<T>, own: &Fact<T>) -> Fact<T> {
    match (outer, own.site()) {
        (Fact::Stated { value, mut at, .. }, Some(site)) => {
            at.slot = site.slot;
            Fact::Stated { value, at, scope: Scope::Inherited }
        }
        (outer, _) => outer,
    }
}

fn propagation(mount: &Reader<'_>) -> Fact<Propagation> {
    let silence = Silence::Means(Propagation::Private);
    let fact = mount.fact(&["mountPropagation"], silence, |value| {
        match value.text().map(|text| &*text.value) {
            Some("None") => Read::Value(Propagation::Private),
            Some("HostToContainer") => Read::Value(Propagation::HostToContainer),
            Some("Bidirectional") => Read::Value(Propagation::Bidirectional),
            _ => Read::Unknown(why_of(value)),
        }
    });
    spelt(fact, PROPAGATION)
}

fn size_limit(volume: &Reader<'_>, kind: &MountKind) -> Fact<Limit> {
    match kind {
        MountKind::EmptyDir | MountKind::Tmpfs => {
            volume.fact(&["emptyDir", "sizeLimit"], Silence::Means(Limit::Unset), amount)
        }
        _ => Fact::Inapplicable,
    }
}

/// Paths of the host that the pod declares and none of `parts` mounts, for its `first` container.
pub(super) fn unmounted(first: &Part<'_>, parts: &[Part<'_>]) -> Vec<Mount> {
    let is_mounted = |name: &str| {
        let mounts = parts.iter().filter_map(|part| part.reader.value.get("volumeMounts"));
        mounts.flat_map(Value::items).any(|it| name_of(it) == name)
    };
    let volumes = first.pod.reader.value.get("volumes").map_or(&[][..], Value::items);
    volumes
        .iter()
        .filter(|it| kind_of(it) == MountKind::HostPath && !is_mounted(name_of(it)))
        .map(|volume| {
            let name = name_of(volume);
            Mount {
                identity: first.pod.part(
                    name,
                    format!("{}/volumes[{name}]", first.pod.address),
                    shown(volume),
                    volume.at,
                ),
                container: first.id,
                kind: MountKind::HostPath,
                source: source(&first.inner(volume)),
                target: Fact::Inapplicable,
                read_only: Fact::Inapplicable,
                propagation: Fact::Inapplicable,
                executable: Fact::Inapplicable,
                size_limit: Fact::Inapplicable,
                options: List::inapplicable(),
                unknown_options: List::inapplicable(),
            }
        })
        .collect()
}
