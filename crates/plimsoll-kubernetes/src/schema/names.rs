//! Names that the API server takes: of objects, images, environment variables and keys.
//!
//! Source: the validation functions of the API server (`pkg/apis/*/validation`,
//! `apimachinery/pkg/api/validation`) and of the controllers that make pods of a name.

use plimsoll_diagnostics::Reaction;
use plimsoll_facts::{
    Versions,
    value::{Content, Value},
};
use plimsoll_syntax::image::{self, ImageError};

use super::validation::{Refusal, text, word};

type Found<'v> = Vec<Refusal<'v>>;

/// Kinds with a name that is a DNS subdomain, as most have.
const SUBDOMAINS: &[&str] = &[
    "CSIDriver",
    "CSINode",
    "ClusterTrustBundle",
    "ConfigMap",
    "ControllerRevision",
    "CronJob",
    "CustomResourceDefinition",
    "DaemonSet",
    "Deployment",
    "DeviceClass",
    "EndpointSlice",
    "Endpoints",
    "FlowSchema",
    "HorizontalPodAutoscaler",
    "Ingress",
    "IngressClass",
    "Job",
    "Lease",
    "LimitRange",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "NetworkPolicy",
    "Node",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Pod",
    "PodTemplate",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "ReplicaSet",
    "ReplicationController",
    "ResourceClaim",
    "ResourceClaimTemplate",
    "ResourceQuota",
    "ResourceSlice",
    "RuntimeClass",
    "Secret",
    "ServiceAccount",
    "ServiceCIDR",
    "StatefulSet",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeAttributesClass",
];

/// Kinds with names that are segments of a path.
const SEGMENTS: &[&str] = &[
    "APIService",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "PodDisruptionBudget",
    "Role",
    "RoleBinding",
];

/// The most that keys and values of an object's annotations may have together, in bytes.
const ANNOTATIONS: usize = 256 * 1024;

/// What is wrong with the names in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "Container" => image(value, "image", found),
        "EnvVar" => variable(value, found),
        "ImageVolumeSource" => image(value, "reference", found),
        "ObjectMeta" => annotations(value, found),
        _ => {}
    }
}

/// What is wrong with the name of an object of the kind.
pub(super) fn of_object<'v>(kind: &str, object: &'v Value, found: &mut Found<'v>) {
    // A limit range without a name gets a random one.
    let is_named = (SUBDOMAINS.contains(&kind) && kind != "LimitRange")
        || SEGMENTS.contains(&kind)
        || matches!(kind, "Namespace" | "Service");
    let name = object.dig(&["metadata", "name"]).filter(|it| it.str_at(&[]) != Some(""));
    let Some(value) = name else {
        nameless(object, found, is_named);
        return;
    };
    let Some(name) = text(value).filter(|it| !it.is_empty() && !is_open(it)) else { return };
    // A name in capitals waits for somebody to put one in.
    if !name.contains(|it: char| it.is_lowercase()) || name.contains("YOUR") {
        return;
    }
    let problem = match kind {
        _ if SEGMENTS.contains(&kind) => {
            let is_segment = !name.contains(['/', '%']) && !matches!(name, "." | "..");
            (!is_segment).then_some("a name without `/` and `%`")
        }
        "Namespace" | "Service" if !is_label(name) || name.len() > 63 => {
            Some("at most 63 lower-case letters, digits and hyphens")
        }
        "Service" if name.starts_with(|it: char| it.is_ascii_digit()) => {
            Some("it has to begin with a letter")
        }
        "StatefulSet" if !is_label(name) => Some("lower-case letters, digits and hyphens"),
        // The controllers put eleven characters behind it and make a label of the whole.
        "CronJob" | "StatefulSet" if name.len() > 52 => Some("at most 52 characters"),
        "Job" if name.len() > 63 => Some("at most 63 characters"),
        kind if SUBDOMAINS.contains(&kind) => (!name.split('.').all(is_label) || name.len() > 253)
            .then_some("lower-case letters, digits, hyphens and dots"),
        _ => None,
    };
    if let Some(problem) = problem {
        let message = format!("`{name}` is no name that the API server takes: {problem}");
        // The gate RelaxedServiceNameValidation is on from 1.36 on.
        let is_relaxed = kind == "Service" && is_label(name) && name.len() <= 63;
        let versions = if is_relaxed { Versions::until(1, 35) } else { Versions::ALL };
        found.push(Refusal { versions, ..Refusal::invalid(value, "metadata.name", message) });
    }
}

/// Says that the object has no name, where it has to have one.
fn nameless<'v>(object: &'v Value, found: &mut Found<'v>, is_named: bool) {
    let metadata = object.get("metadata");
    let is_known = metadata.is_none_or(|it| {
        matches!(it.content, Content::Map { .. })
            && !it.is_incomplete()
            && it.get("generateName").is_none_or(|it| it.str_at(&[]) == Some(""))
    });
    if let (true, Some(kind)) =
        (is_named && is_known && !object.is_incomplete(), object.get("kind"))
    {
        let message = "`metadata.name` has to be given".to_owned();
        found.push(Refusal::missing(kind, "metadata.name", message));
    }
}

/// Whether something is still to be filled in.
fn is_open(text: &str) -> bool {
    text.contains(['$', '{', '<', '[', '%'])
}

fn is_label(text: &str) -> bool {
    let is_inner = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    !text.is_empty() && text.chars().all(is_inner) && !text.starts_with('-') && !text.ends_with('-')
}

/// The API server takes what is no reference; the kubelet cannot pull it, and the pod never starts.
fn image<'v>(value: &'v Value, key: &str, found: &mut Found<'v>) {
    let (Some(name), Some(at)) = (word(value, key), value.get(key)) else { return };
    let is_name = !name.trim().is_empty() && !image::is_placeholder(name) && !is_open(name);
    // What `ko` builds has an address of its own.
    if !is_name || name.starts_with("ko://") {
        return;
    }
    match image::parse(name).map_err(|it| it.kind) {
        // An image id can be there already.
        Ok(_) | Err(ImageError::ImageId) => {}
        Err(error) => {
            // A pod is refused for white space around it; whether it is an image, the kubelet says.
            let reaction = Some(Reaction::Fails);
            let message = format!("`{name}` is no image: it {error}");
            found.push(Refusal { reaction, ..Refusal::invalid(at, key, message) });
        }
    }
}

fn variable<'v>(value: &'v Value, found: &mut Found<'v>) {
    let (Some(name), Some(at)) = (word(value, "name"), value.get("name")) else { return };
    let is_printable = |it: char| (' '..='~').contains(&it) && it != '=';
    let problem = match name {
        name if !name.chars().all(is_printable) => {
            format!("`{name}` is no name of a variable: printable ASCII without `=`")
        }
        _ => return,
    };
    found.push(Refusal::invalid(at, "name", problem));
}

fn annotations<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(member) = value.member("annotations") else { return };
    let length = |it: &plimsoll_facts::value::Member| {
        it.key.len() + it.value.text().map_or(0, |text| text.value.len())
    };
    let sum: usize = member.value.members().iter().map(length).sum();
    if sum > ANNOTATIONS {
        let message = format!("annotations of {sum} bytes are more than the {ANNOTATIONS} allowed");
        let shown = Some(member.key_at);
        found.push(Refusal { shown, ..Refusal::invalid(&member.value, "annotations", message) });
    }
}
