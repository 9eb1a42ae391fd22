//! Persistent volumes and claims of them.

use plimsoll_facts::{
    Fact, Identity, Path, Scope, Site,
    read::{Read, Reader, Silence},
    subjects::{Limit, ObjectId, PersistentVolume, Subjects, VolumeClaim},
    value::{Content, Value},
};
use plimsoll_syntax::path::clean_path;

use super::{
    manifest::Manifest,
    resources::amount,
    scalar::name_of,
    settings::{text, texts},
};

/// Settings of a persistent volume that do not say what it is.
const NO_SOURCES: &[&str] = &[
    "accessModes",
    "capacity",
    "claimRef",
    "mountOptions",
    "nodeAffinity",
    "persistentVolumeReclaimPolicy",
    "storageClassName",
    "volumeAttributesClassName",
    "volumeMode",
];

/// Adds the object, if it is one of these, or the claims that it has templates of.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    match (manifest.group(), manifest.kind()) {
        ("", "PersistentVolume") => subjects.persistent_volumes.push(volume(manifest, object)),
        ("", "PersistentVolumeClaim") => {
            let identity = manifest.identity();
            subjects.volume_claims.push(claim(&manifest.reader(), identity, object, false));
        }
        ("apps" | "apps.kruise.io", "StatefulSet") => {
            let templates = manifest.value.dig(&["spec", "volumeClaimTemplates"]);
            for item in templates.map_or(&[][..], Value::items) {
                if matches!(item.content, Content::Map { .. }) {
                    subjects.volume_claims.push(template(manifest, object, item));
                }
            }
        }
        _ => {}
    }
}

fn template(manifest: &Manifest<'_>, object: ObjectId, item: &Value) -> VolumeClaim {
    let owner = manifest.identity();
    let name = item.get("metadata");
    let shown = name.and_then(|it| it.get("name")).map_or(item.at, |it| it.at);
    let name = name.map_or("?", name_of);
    let identity = Identity {
        name: name.to_owned(),
        address: format!("{}/volumeClaimTemplates[{name}]", owner.address),
        shown,
        owner: item.at,
        ..owner
    };
    let reader = Reader { value: item, shown, is_partial: manifest.is_partial };
    claim(&reader, identity, object, true)
}

fn claim(
    reader: &Reader<'_>,
    identity: Identity,
    object: ObjectId,
    is_template: bool,
) -> VolumeClaim {
    VolumeClaim {
        identity,
        object,
        is_template,
        storage_class: text(reader, &["spec", "storageClassName"], ""),
        access_modes: texts(reader, &["spec", "accessModes"]),
        request: reader.fact(
            &["spec", "resources", "requests", "storage"],
            Silence::Means(Limit::Unset),
            amount,
        ),
        volume: text(reader, &["spec", "volumeName"], ""),
    }
}

fn volume(manifest: &Manifest<'_>, object: ObjectId) -> PersistentVolume {
    let reader = manifest.reader();
    let path: Path = match manifest.value.dig(&["spec", "local"]) {
        Some(_) => &["spec", "local", "path"],
        None => &["spec", "hostPath", "path"],
    };
    PersistentVolume {
        identity: manifest.identity(),
        object,
        source_kind: source_kind(&reader),
        host_path: reader.fact(path, Silence::Inapplicable, |value| match value.text() {
            Some(text) => Read::Value(clean_path(&text.value)),
            None => Read::Unknown(super::scalar::why_of(value)),
        }),
        storage_class: text(&reader, &["spec", "storageClassName"], ""),
        reclaim_policy: text(&reader, &["spec", "persistentVolumeReclaimPolicy"], "Retain"),
        access_modes: texts(&reader, &["spec", "accessModes"]),
        capacity: reader.fact(
            &["spec", "capacity", "storage"],
            Silence::Means(Limit::Unset),
            amount,
        ),
    }
}

/// The key that says what it is, shown where it stands.
fn source_kind(reader: &Reader<'_>) -> Fact<String> {
    let slot = reader.slot(&["spec"]);
    let spec = reader.value.get("spec").map_or(&[][..], Value::members);
    let key = spec.iter().find(|it| !NO_SOURCES.contains(&&*it.key) && !it.value.is_null());
    match key {
        Some(member) => Fact::Stated {
            value: member.key.to_string(),
            at: Site { at: member.key_at, ..reader.site(&member.value, slot) },
            scope: Scope::Own,
        },
        None => Fact::Inapplicable,
    }
}
