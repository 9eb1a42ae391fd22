//! Keys that Compose does not know, where what was meant matters for security.
//!
//! Compose refuses the file, or, in versions that do not validate, drops the key without a word.
//! Keys that only look unfamiliar are left alone.

use super::{
    schema::{BLOCKS, Block, OTHER_NAMES},
    service::Service,
};
use crate::{
    read::{Read, Reader, Silence},
    site::{Slot, Spelling},
    subject::{Identity, Platform},
    subjects::{Redacted, UnknownField},
    syntax::{name_distance::nearest, secret::classify},
    value::{Content, Member},
};

/// The unknown keys of the service and its blocks.
pub(super) fn lower(service: &Service<'_>) -> Vec<UnknownField> {
    let mut found = Vec::new();
    for block in BLOCKS {
        let value = if block.path.is_empty() {
            Some(service.reader.value)
        } else {
            service.reader.value.dig(block.path)
        };
        let Some(value) = value else { continue };
        let reader = Reader { value, ..service.reader };
        let unknown = value.members().iter().filter(|it| {
            !block.keys.contains(&&*it.key) && !it.key.starts_with("x-") && !it.key.is_empty()
        });
        found.extend(unknown.filter_map(|member| field(service, &reader, block, member)));
    }
    found
}

fn field(
    service: &Service<'_>,
    reader: &Reader<'_>,
    block: &Block,
    member: &Member,
) -> Option<UnknownField> {
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
        None => nearest(&member.key, block.keys.iter().copied())
            .filter(|key| block.sensitive.contains(key)),
    };
    if near.is_none() && elsewhere.is_none() {
        return None;
    }
    let path: String = block.path.iter().map(|key| format!(".{key}")).collect();
    let slot = Slot { spelling: Spelling::Value, ..reader.slot(&[]) };
    Some(UnknownField {
        identity: Identity {
            name: member.key.to_string(),
            address: format!("services.{}{path}.{}", service.member.key, member.key),
            shown: member.key_at,
            owner: member.value.at,
            platform: Platform::Compose,
        },
        key: member.key.to_string(),
        block: block.name.to_owned(),
        nearest: near,
        belongs_to: elsewhere.map(|it| it.name.to_owned()),
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
    })
}
