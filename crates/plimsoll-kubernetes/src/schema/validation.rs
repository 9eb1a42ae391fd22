//! Something that the API server refuses though every field has the right type, and which objects
//! are too little to be judged as whole ones.
//!
//! What is asked of single fields is in `rules`, combinations of fields in `conflicts`, names of
//! objects in `names`, quantities in `amounts`.

use plimsoll_diagnostics::{Reaction, TextRange};
use plimsoll_facts::{
    Origin, Versions,
    subjects::DefectKind,
    value::{Content, Member, Value},
};
use plimsoll_yaml::Resolved;

use crate::scalar::truth;

/// Something that the API server refuses.
pub(super) struct Refusal<'v> {
    pub(super) kind: DefectKind,
    /// The value that is wrong, or that lacks something.
    pub(super) at: &'v Value,
    /// What its address has behind that of the mapping.
    pub(super) key: String,
    pub(super) message: String,
    /// The word that was meant, where that is certain.
    pub(super) meant: Option<&'static str>,
    /// The key, where a person looks at that rather than into the value.
    pub(super) shown: Option<Origin>,
    /// The other half of a contradiction.
    pub(super) other: Option<&'v Value>,
    /// What the platform makes of it, where that is not what it usually makes of the kind.
    pub(super) reaction: Option<Reaction>,
    /// The versions of Kubernetes that make that of it.
    pub(super) versions: Versions,
    /// The bytes of the file that are wrong, where they are not all of the value.
    pub(super) part: Option<TextRange>,
}

impl<'v> Refusal<'v> {
    /// That `member` contradicts `other`.
    pub(super) fn conflict(
        member: &'v Member,
        address: &str,
        message: String,
        other: &'v Value,
    ) -> Self {
        let is_single = matches!(member.value.content, Content::Scalar(_));
        Self {
            kind: DefectKind::Conflict,
            shown: (!is_single).then_some(member.key_at),
            other: Some(other),
            ..Self::invalid(&member.value, address, message)
        }
    }

    pub(super) fn invalid(at: &'v Value, key: &str, message: String) -> Self {
        let kind = DefectKind::InvalidValue;
        Self {
            kind,
            at,
            key: key.to_owned(),
            message,
            meant: None,
            shown: None,
            other: None,
            reaction: None,
            versions: Versions::ALL,
            part: None,
        }
    }

    pub(super) fn missing(at: &'v Value, key: &str, message: String) -> Self {
        Self { kind: DefectKind::Missing, ..Self::invalid(at, key, message) }
    }
}

pub(super) type Found<'v> = Vec<Refusal<'v>>;

/// Both members, where both are there.
pub(super) fn both<'v>(
    value: &'v Value,
    one: &str,
    other: &str,
) -> Option<(&'v Member, &'v Member)> {
    Some((given(value, one)?, given(value, other)?))
}

/// The member, where it is not null.
pub(super) fn given<'v>(value: &'v Value, key: &str) -> Option<&'v Member> {
    value.member(key).filter(|it| !it.value.is_null())
}

pub(super) fn is_on(value: &Value, key: &str) -> bool {
    value.get(key).and_then(truth) == Some(true)
}

/// The text of a member, where it is certain and a text.
pub(super) fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    text(value.get(key)?)
}

pub(super) fn text(value: &Value) -> Option<&str> {
    let text = value.text().filter(|it| it.unknown.is_none())?;
    matches!(text.resolved, Resolved::Str).then_some(&*text.value)
}

/// Fields that the API server drops before it validates, in the versions before the feature gate
/// is on by default (`pkg/features/kube_features.go`).
const GATED: &[(&str, Versions)] = &[
    ("hostUsers", Versions::since(1, 33)),
    ("procMount", Versions::since(1, 33)),
    ("supplementalGroupsPolicy", Versions::since(1, 33)),
];

/// The versions that look at a field.
pub(super) fn looked_at(key: &str) -> Versions {
    GATED.iter().find(|(name, _)| *name == key).map_or(Versions::ALL, |(_, since)| *since)
}

/// Whether the object is as little as what people lay over another one: a file that no kustomization
/// in sight calls a patch can still be one.
pub(super) fn is_fragment(kind: &str, object: &Value) -> bool {
    let has = |path: &[&str]| object.dig(path).is_some_and(|it| !it.is_null());
    let runs = |path: &[&str]| {
        let containers = object.dig(path).map_or(&[][..], Value::items);
        containers.iter().any(|it| it.get("image").is_some())
    };
    if !says_anything(object) {
        return false;
    }
    match kind {
        "DaemonSet" | "Deployment" | "ReplicaSet" | "StatefulSet" => {
            !has(&["spec", "selector"]) && !has(&["spec", "template", "metadata", "labels"])
        }
        "Pod" => !runs(&["spec", "containers"]),
        "Job" | "PodTemplate" => {
            let at: &[&str] = if kind == "Job" { &["spec"] } else { &[] };
            !runs(&[at, &["template", "spec", "containers"]].concat())
        }
        "CronJob" => !runs(&["spec", "jobTemplate", "spec", "template", "spec", "containers"]),
        "Service" => !has(&["spec", "ports"]) && !has(&["spec", "selector"]),
        "HorizontalPodAutoscaler" => {
            !has(&["spec", "maxReplicas"]) || !has(&["spec", "scaleTargetRef"])
        }
        "PersistentVolumeClaim" => !has(&["spec", "accessModes"]),
        "ValidatingAdmissionPolicy" => {
            has(&["spec"]) && !has(&["spec", "matchConstraints"]) && !has(&["spec", "validations"])
        }
        "MutatingAdmissionPolicy" => {
            has(&["spec"]) && !has(&["spec", "matchConstraints"]) && !has(&["spec", "mutations"])
        }
        "ValidatingAdmissionPolicyBinding" => {
            has(&["spec"]) && !has(&["spec", "policyName"]) && !has(&["spec", "validationActions"])
        }
        "MutatingAdmissionPolicyBinding" => has(&["spec"]) && !has(&["spec", "policyName"]),
        "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration" => {
            let webhooks = object.get("webhooks").map_or(&[][..], Value::items);
            webhooks.iter().all(|it| it.get("rules").is_none())
        }
        _ => false,
    }
}

/// Whether the object sets anything beside the names of what it is about, as what is laid over
/// another one does. Something that is emptied is set; a specification without anything is not.
fn says_anything(value: &Value) -> bool {
    let is_name = |key: &str| matches!(key, "apiVersion" | "kind" | "name" | "namespace");
    let is_frame = |key: &str| matches!(key, "containers" | "metadata" | "spec" | "template");
    match &value.content {
        Content::Scalar(_) => !value.is_null(),
        Content::Lost => true,
        Content::List { items, is_incomplete } => *is_incomplete || items.iter().any(says_anything),
        Content::Map { members, is_incomplete } => {
            let says = |it: &Member| {
                let is_emptied = it.value.items().is_empty() && it.value.members().is_empty();
                match it.value.content {
                    Content::List { .. } | Content::Map { .. } if is_emptied => !is_frame(&it.key),
                    _ => !is_name(&it.key) && says_anything(&it.value),
                }
            };
            *is_incomplete || members.iter().any(says)
        }
    }
}
