//! Keys that the API server does not know, where what was meant matters for security.
//!
//! The API server drops such a key, with a warning at best. Kinds that add keys of their own to
//! pods are left alone.

use super::{
    pod::{Part, Pod},
    schema::{Block, CONTAINER, CONTAINER_SECURITY, POD, POD_SECURITY, SENSITIVE},
};
use crate::{
    read::{Read, Reader, Silence},
    subjects::UnknownField,
    syntax::name_distance::nearest,
    value::{Content, Member},
};

/// Groups whose pods are those of the API server, key by key.
const PLAIN: &[&str] = &[
    "",
    "apps",
    "batch",
    "extensions",
    "apps.openshift.io",
    "jobset.x-k8s.io",
    "leaderworkerset.x-k8s.io",
    "kubeflow.org",
    "ray.io",
    "batch.volcano.sh",
    "apps.kruise.io",
    "keda.sh",
];

/// The unknown keys of the pod and its security context.
pub(super) fn of_pod(pod: &Pod<'_>) -> Vec<UnknownField> {
    let around: [&Block; 4] = [&POD, &POD_SECURITY, &CONTAINER_SECURITY, &CONTAINER];
    fields(pod, &pod.reader, &pod.address, around)
}

/// The unknown keys of the container and its security context.
pub(super) fn of_container(part: &Part<'_>) -> Vec<UnknownField> {
    let around: [&Block; 4] = [&CONTAINER, &CONTAINER_SECURITY, &POD_SECURITY, &POD];
    fields(part.pod, &part.reader, &part.address, around)
}

/// The unknown keys of what `reader` reads and of its security context; `around` are all blocks,
/// these two first.
fn fields(
    pod: &Pod<'_>,
    reader: &Reader<'_>,
    address: &str,
    around: [&Block; 4],
) -> Vec<UnknownField> {
    let group = pod.manifest.group();
    let is_plain =
        PLAIN.contains(&group) || (group == "argoproj.io" && pod.manifest.kind() == "Rollout");
    if !is_plain {
        return Vec::new();
    }
    let mut found = Vec::new();
    let [block, security, ..] = around;
    for (block, value, address) in [
        (block, Some(reader.value), address.to_owned()),
        (security, reader.value.get("securityContext"), format!("{address}/securityContext")),
    ] {
        let Some(value) = value else { continue };
        let reader = Reader { value, ..*reader };
        for member in value.members() {
            let is_unknown = !block.keys.contains(&&*member.key)
                && !member.key.is_empty()
                && !member.key.starts_with('$');
            if is_unknown {
                found.extend(field(pod, &reader, &address, block, around, member));
            }
        }
    }
    found
}

fn field(
    pod: &Pod<'_>,
    reader: &Reader<'_>,
    address: &str,
    block: &Block,
    around: [&Block; 4],
    member: &Member,
) -> Option<UnknownField> {
    let elsewhere =
        around.iter().find(|it| it.name != block.name && it.keys.contains(&&*member.key));
    let near = match elsewhere {
        // A key that is known elsewhere was not misspelt.
        Some(_) => None,
        None => nearest(&member.key, block.keys.iter().copied())
            .filter(|key| block.is_all_sensitive || SENSITIVE.contains(key)),
    };
    if near.is_none() && elsewhere.is_none() && !block.is_all_sensitive {
        return None;
    }
    let slot = reader.slot(&[]);
    Some(UnknownField {
        identity: pod.part(
            &member.key,
            format!("{address}.{}", member.key),
            member.key_at,
            member.value.at,
        ),
        key: member.key.to_string(),
        block: block.name,
        nearest: near,
        belongs_to: elsewhere.map(|it| it.name),
        value: reader.read(&member.value, slot, Silence::Means(String::new()), |value| {
            Read::Value(match &value.content {
                Content::Scalar(text) => text.value.to_string(),
                Content::List { .. } => "[…]".to_owned(),
                Content::Map { .. } | Content::Lost => "{…}".to_owned(),
            })
        }),
    })
}
