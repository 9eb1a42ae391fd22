//! The networks that the top level declares.

use plimsoll_facts::{
    Fact, Identity, Platform,
    read::{Read, Reader, Silence, string},
    subjects::{Network, ObjectId},
    value::{Content, Value},
};

use super::service::boolean;

/// Every network of the top level.
pub(super) fn lower(file: &Value, object: ObjectId) -> Vec<Network> {
    let members = file.get("networks").map_or(&[][..], Value::members);
    let networks = members.iter().map(|member| {
        let reader = Reader { value: &member.value, shown: member.key_at, is_partial: false };
        let text =
            |path, silence: &str| reader.fact(path, Silence::Means(silence.to_owned()), string);
        Network {
            identity: Identity {
                name: member.key.to_string(),
                address: format!("networks.{}", member.key),
                shown: member.key_at,
                owner: member.value.at,
                platform: Platform::Compose,
            },
            object,
            driver: text(&["driver"], "bridge"),
            engine_name: text(&["name"], ""),
            external: external(&reader),
            internal: reader.fact(&["internal"], Silence::Means(false), boolean),
            attachable: reader.fact(&["attachable"], Silence::Means(false), boolean),
            encrypted: reader.fact(&["driver_opts", "encrypted"], Silence::Means(false), |value| {
                match value.text().map(|it| &*it.value) {
                    // The engine looks at the key alone; `false` is what it takes for off.
                    Some("false" | "0") => Read::Value(false),
                    _ => Read::Value(true),
                }
            }),
        }
    });
    networks.collect()
}

/// `true`, or the deprecated form with a name.
fn external(reader: &Reader<'_>) -> Fact<bool> {
    reader.fact(&["external"], Silence::Means(false), |value| match value.content {
        Content::Map { .. } => Read::Value(true),
        _ => boolean(value),
    })
}
