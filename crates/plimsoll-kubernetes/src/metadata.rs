//! Labels, annotations, and what the API server alone writes.

use plimsoll_facts::{
    Fact, List, Path, Scope, Why,
    read::{Read, Reader, Silence},
    subjects::{Annotation, Label, Redacted},
    value::{Content, Member, Value},
};
use plimsoll_syntax::secret::classify;

use super::{manifest::Manifest, pod::Pod, scalar::why_of, settings::open};

/// Fields that the API server fills in; files have them from `kubectl get`.
const SERVER_FIELDS: &[Path] = &[
    &["metadata", "uid"],
    &["metadata", "resourceVersion"],
    &["metadata", "creationTimestamp"],
    &["metadata", "generation"],
    &["metadata", "managedFields"],
    &["metadata", "selfLink"],
    &["metadata", "deletionTimestamp"],
    &["status"],
];

/// The labels in the mapping at `path`.
pub(super) fn labels(reader: &Reader<'_>, path: Path) -> List<Label> {
    open(reader, reader.entries(path, Silence::Means(0), label))
}

fn label(member: &Member) -> Read<Label> {
    match text_of(&member.value) {
        Ok(value) => Read::Value(Label { key: member.key.to_string(), value }),
        Err(why) => Read::Unknown(why),
    }
}

/// The annotations in the mapping at `path`; one that may hold a secret is hidden.
pub(super) fn annotations(reader: &Reader<'_>, path: Path) -> List<Annotation> {
    open(reader, reader.entries(path, Silence::Means(0), annotation))
}

/// The annotation that `member` is.
pub(super) fn annotation(member: &Member) -> Read<Annotation> {
    let key = member.key.to_string();
    match text_of(&member.value) {
        Ok(value) => {
            // A whole object, secrets included.
            let is_copy = key == "kubectl.kubernetes.io/last-applied-configuration";
            let name = key.rsplit('/').next().unwrap_or(&key);
            let hidden = is_copy || classify(name, &value).is_some();
            Read::Value(Annotation { key, value: Redacted::new(value, hidden) })
        }
        Err(why) => Read::Unknown(why),
    }
}

/// The text of a label or annotation; the API server takes nothing else.
fn text_of(value: &Value) -> Result<String, Why> {
    match value.text() {
        Some(text) => match text.unknown {
            Some(why) => Err(why),
            None => Ok(text.value.to_string()),
        },
        None => Err(why_of(value)),
    }
}

/// The labels of the pods.
pub(super) fn labels_of_pods(pod: &Pod<'_>) -> List<Label> {
    match metadata_of_pods(pod) {
        Some(reader) => labels(&reader, &["labels"]),
        None => nothing(pod),
    }
}

/// The annotations of the pods.
pub(super) fn annotations_of_pods(pod: &Pod<'_>) -> List<Annotation> {
    match metadata_of_pods(pod) {
        Some(reader) => annotations(&reader, &["annotations"]),
        None => nothing(pod),
    }
}

fn metadata_of_pods<'v>(pod: &Pod<'v>) -> Option<Reader<'v>> {
    let value = pod.metadata.filter(|it| matches!(it.content, Content::Map { .. }))?;
    Some(Reader { value, ..pod.reader })
}

/// A template without metadata, which has no place of its own to show.
fn nothing<T>(pod: &Pod<'_>) -> List<T> {
    let slot = pod.reader.slot(&[]);
    List { whole: pod.reader.absent(slot, Silence::Means(0)), items: Vec::new() }
}

/// Whether another object owns it.
pub(super) fn owned(reader: &Reader<'_>) -> Fact<bool> {
    reader.fact(&["metadata", "ownerReferences"], Silence::Means(false), |value| {
        Read::Value(!value.items().is_empty())
    })
}

/// The fields that only the API server writes, each where it stands.
pub(super) fn server_fields(manifest: &Manifest<'_>) -> List<String> {
    let reader = manifest.reader();
    // A node is made with its status, and what others define need not keep it apart.
    let has_own_status = manifest.kind() == "Node"
        || super::served(manifest.api_version(), manifest.kind()).is_none();
    let found = SERVER_FIELDS.iter().filter_map(|path| {
        if *path == ["status"] && has_own_status {
            return None;
        }
        let value = manifest.value.dig(path)?;
        Some(Fact::Stated {
            value: path.join("."),
            at: reader.site(value, reader.slot(path)),
            scope: Scope::Own,
        })
    });
    let items: Vec<Fact<String>> = found.collect();
    let whole = match items.first().and_then(Fact::site) {
        Some(at) => Fact::Stated { value: items.len(), at: at.clone(), scope: Scope::Own },
        None => reader.absent(reader.slot(&[]), Silence::Means(0)),
    };
    List { whole, items }
}
