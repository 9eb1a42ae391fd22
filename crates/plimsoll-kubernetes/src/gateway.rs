//! Listeners and grants of the Gateway API (gateway.networking.k8s.io, v1alpha2 to v1).
//!
//! Source: the reference of the API. What an implementation makes of a gateway is not known here.

use plimsoll_facts::{
    Identity, Why,
    read::{Read, Reader, Silence, string},
    subjects::{Listener, ObjectId, ReferenceGrant, Subjects},
    value::{Content, Value},
};

use super::{
    manifest::Manifest,
    scalar::name_of,
    settings::open,
    settings::{count, text},
};

/// The group of the API.
pub(super) const GROUP: &str = "gateway.networking.k8s.io";

/// Adds the object, if it is one of these.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    match (manifest.group(), manifest.kind()) {
        (GROUP, "Gateway") => {
            let items = manifest.value.dig(&["spec", "listeners"]).map_or(&[][..], Value::items);
            for item in items.iter().filter(|it| matches!(it.content, Content::Map { .. })) {
                subjects.listeners.push(listener(manifest, object, item));
            }
        }
        (GROUP, "ReferenceGrant") => subjects.reference_grants.push(grant(manifest, object)),
        _ => {}
    }
}

fn listener(manifest: &Manifest<'_>, object: ObjectId, item: &Value) -> Listener {
    let gateway = manifest.identity();
    let reader = Reader { value: item, shown: item.at, is_partial: manifest.is_partial };
    let name = name_of(item);
    Listener {
        identity: Identity {
            name: name.to_owned(),
            address: format!("{}/listeners[{name}]", gateway.address),
            shown: item.get("name").map_or(item.at, |it| it.at),
            owner: item.at,
            ..gateway
        },
        object,
        protocol: reader.fact(&["protocol"], Silence::Unknown(Why::Malformed), string),
        port: count(&reader, &["port"], Silence::Unknown(Why::Malformed)),
        namespaces: text(&reader, &["allowedRoutes", "namespaces", "from"], "Same"),
    }
}

fn grant(manifest: &Manifest<'_>, object: ObjectId) -> ReferenceGrant {
    let reader = manifest.reader();
    let texts = |key, read: fn(&Value) -> Option<String>| {
        let list = reader.list(key, Silence::Means(0), |item| {
            read(item).map_or(Read::Unknown(Why::Malformed), Read::Value)
        });
        open(&reader, list)
    };
    ReferenceGrant {
        identity: manifest.identity(),
        object,
        sources: texts(&["spec", "from"], |it| {
            Some(format!("{} of {}", it.str_at(&["kind"])?, it.str_at(&["namespace"])?))
        }),
        targets: texts(&["spec", "to"], |it| {
            let kind = it.str_at(&["kind"])?;
            Some(it.str_at(&["name"]).map_or(kind.to_owned(), |name| format!("{kind} {name}")))
        }),
    }
}
