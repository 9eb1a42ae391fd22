//! Keys that Compose does not know.
//!
//! Compose refuses the file, or, in versions that do not validate, drops the key without a word.

use plimsoll_facts::{
    Identity, Platform, Slot, Spelling,
    read::{Read, Reader, Silence},
    subjects::{Redacted, UnknownField},
    value::{Content, Member, Value},
};
use plimsoll_syntax::{name_distance::nearest, secret::classify};

use super::{
    schema::{BLOCKS, Block, ENTRIES, OTHER_NAMES, TOP_LEVEL},
    service::Service,
};

/// The unknown keys of the service and its blocks.
pub(super) fn lower(service: &Service<'_>) -> Vec<UnknownField> {
    let prefix = format!("services.{}", service.member.key);
    let mut found = Vec::new();
    for block in BLOCKS {
        let value = if block.path.is_empty() {
            Some(service.reader.value)
        } else {
            service.reader.value.dig(block.path)
        };
        let Some(value) = value else { continue };
        let path: String = block.path.iter().map(|key| format!(".{key}")).collect();
        let reader = Reader { value, ..service.reader };
        found.extend(of_block(&reader, block, &format!("{prefix}{path}.")));
    }
    found
}

/// The unknown keys of the top level, and of the networks, volumes, secrets and configs there.
pub(super) fn of_top_level(file: &Value) -> Vec<UnknownField> {
    let reader = Reader { value: file, shown: file.at, is_partial: false };
    let mut found = of_block(&reader, &TOP_LEVEL, "");
    for block in ENTRIES {
        for member in file.dig(block.path).map_or(&[][..], Value::members) {
            let reader = Reader { value: &member.value, shown: member.key_at, is_partial: false };
            let prefix = format!("{}.{}.", block.path.join("."), member.key);
            found.extend(of_block(&reader, block, &prefix));
        }
    }
    found
}

fn of_block(reader: &Reader<'_>, block: &Block, prefix: &str) -> Vec<UnknownField> {
    let unknown = reader.value.members().iter().filter(|it| {
        !block.keys.contains(&&*it.key)
            && !it.key.starts_with("x-")
            && !it.key.is_empty()
            // What is left of a broken line is reported as such.
            && !matches!(it.value.content, Content::Lost)
    });
    unknown.map(|member| field(reader, block, member, prefix)).collect()
}

fn field(reader: &Reader<'_>, block: &Block, member: &Member, prefix: &str) -> UnknownField {
    let elsewhere = BLOCKS
        .iter()
        .find(|other| other.name != block.name && other.sensitive.contains(&&*member.key));
    let other_name = OTHER_NAMES.iter().find(|(name, key)| {
        block.sensitive.contains(key) && name.eq_ignore_ascii_case(&member.key)
    });
    let near = match other_name {
        Some((_, key)) => Some(*key),
        // A key that is known elsewhere was not misspelt.
        None if elsewhere.is_some() => None,
        None => nearest(&member.key, block.keys.iter().copied()),
    };
    let slot = Slot { spelling: Spelling::Value, ..reader.slot(&[]) };
    UnknownField {
        identity: Identity {
            name: member.key.to_string(),
            address: format!("{prefix}{}", member.key),
            shown: member.key_at,
            owner: member.value.at,
            platform: Platform::Compose,
        },
        key: member.key.to_string(),
        block: block.name.to_owned(),
        nearest: near,
        belongs_to: elsewhere.map(|it| match it.path {
            [] => prefix.split('.').take(2).collect::<Vec<_>>().join("."),
            path => path.join("."),
        }),
        value: reader.read(
            &member.value,
            slot,
            Silence::Means(Redacted::new("", false)),
            |value| {
                Read::Value(match &value.content {
                    Content::Scalar(text) => {
                        let is_secret = classify(&member.key, &text.value).is_some();
                        Redacted::new(&*text.value, is_secret)
                    }
                    Content::List { .. } => Redacted::new("[…]", false),
                    Content::Map { .. } | Content::Lost => Redacted::new("{…}", false),
                })
            },
        ),
    }
}
