//! What `ConfigMap`s and `Secret`s hold.

use plimsoll_facts::{
    Fact, Identity, Path,
    read::{Read, Reader, Silence, string},
    subjects::{ConfigData, DataEntry, ObjectId, Redacted, Subjects},
    value::{Member, Value},
};
use plimsoll_syntax::secret::{classify, secret_line};

use super::{
    manifest::Manifest,
    scalar::{boolean, why_of},
    settings::text,
};

/// The mappings that hold entries, and whether their values are base64 in a secret and in a
/// configuration.
const MAPPINGS: &[(Path, bool, bool)] =
    &[(&["data"], true, false), (&["stringData"], false, false), (&["binaryData"], true, true)];

/// Adds the object, if it is one of these, with its entries.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let is_secret = match (manifest.group(), manifest.kind()) {
        ("", "Secret") => true,
        ("", "ConfigMap") => false,
        _ => return,
    };
    let reader = manifest.reader();
    let first = subjects.data_entries.len();
    for (path, in_secret, in_config) in MAPPINGS {
        let is_encoded = if is_secret { *in_secret } else { *in_config };
        for member in manifest.value.dig(path).map_or(&[][..], Value::members) {
            let entry = entry(manifest, object, is_secret, is_encoded, path, member);
            subjects.data_entries.push(entry);
        }
    }
    let entries = u64::try_from(subjects.data_entries.len() - first).unwrap_or(u64::MAX);
    let of = if manifest.value.get("data").is_some() { &["data"] } else { &["stringData"] };
    subjects.config_data.push(ConfigData {
        identity: manifest.identity(),
        object,
        is_secret,
        secret_type: if is_secret {
            text(&reader, &["type"], "Opaque")
        } else {
            Fact::Inapplicable
        },
        immutable: reader.fact(&["immutable"], Silence::Means(false), boolean),
        encrypted: reader.fact(&["sops"], Silence::Means(false), |_| Read::Value(true)),
        entries: reader.fact(of, Silence::Means(entries), |_| Read::Value(entries)),
    });
}

fn entry(
    manifest: &Manifest<'_>,
    object: ObjectId,
    is_secret: bool,
    is_encoded: bool,
    path: Path,
    member: &Member,
) -> DataEntry {
    let owner = manifest.identity();
    let reader = Reader { shown: member.key_at, ..manifest.reader() };
    let key = member.key.to_string();
    DataEntry {
        identity: Identity {
            name: key.clone(),
            address: format!("{}/{}[{key}]", owner.address, path[0]),
            shown: member.key_at,
            owner: member.value.at,
            ..owner
        },
        object,
        is_secret,
        is_encoded,
        value: reader.read(
            &member.value,
            reader.slot(path),
            Silence::Means(Redacted::new("", false)),
            |value| match string(value) {
                Read::Value(text) => {
                    let hidden = is_secret || classify(&key, &text).is_some();
                    let line = secret_line(&text).filter(|_| !hidden && text.contains('\n'));
                    match (line, value.text()) {
                        (Some((_, bytes)), Some(source)) => {
                            let part = source.range_of(bytes);
                            Read::Part(Redacted::new(text, true), part)
                        }
                        _ => Read::Value(Redacted::new(text, hidden)),
                    }
                }
                _ => Read::Unknown(why_of(value)),
            },
        ),
        key,
    }
}
