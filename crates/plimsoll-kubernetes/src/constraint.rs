//! Policies for all pods, and how the API server stores what it is given.
//!
//! Sources: the security.openshift.io/v1 API reference, the `K8sAllowedRepos` template of the
//! Gatekeeper library, *Encrypting Confidential Data at Rest* of the Kubernetes documentation.

use plimsoll_facts::{
    Fact, Identity, List, Scope, Why,
    read::{Read, Reader, Silence},
    subjects::{EncryptedResources, ImagePolicy, ObjectId, PodConstraints, Subjects},
    value::{Content, Value},
};

use super::{manifest::Manifest, scalar::truth, settings::open, settings::texts};

/// Fields of security context constraints that let a pod reach beyond itself.
const ALLOWING: &[&str] = &[
    "allowPrivilegedContainer",
    "allowHostDirVolumePlugin",
    "allowHostNetwork",
    "allowHostPID",
    "allowHostIPC",
    "allowHostPorts",
];

/// Adds the object, if it is one of these.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let reader = manifest.reader();
    match (manifest.group(), manifest.kind()) {
        ("security.openshift.io" | "", "SecurityContextConstraints") => {
            subjects.pod_constraints.push(PodConstraints {
                identity: manifest.identity(),
                object,
                allowed: allowed(&reader),
            });
        }
        ("constraints.gatekeeper.sh", "K8sAllowedRepos") => {
            subjects.image_policies.push(ImagePolicy {
                identity: manifest.identity(),
                object,
                prefixes: texts(&reader, &["spec", "parameters", "repos"]),
            });
        }
        ("apiserver.config.k8s.io", "EncryptionConfiguration") => {
            let items = manifest.value.get("resources").map_or(&[][..], Value::items);
            for item in items.iter().filter(|it| matches!(it.content, Content::Map { .. })) {
                subjects.encrypted_resources.push(encrypted(manifest, object, item));
            }
        }
        _ => {}
    }
}

fn allowed(reader: &Reader<'_>) -> List<String> {
    let slot = reader.slot(&[]);
    let is_on = |key: &&&str| reader.value.get(key).and_then(truth) == Some(true);
    let any_user = |it: &&Value| it.str_at(&["type"]) == Some("RunAsAny");
    let on = ALLOWING.iter().filter(is_on).filter_map(|key| Some((*key, reader.value.get(key)?)));
    let user = reader.value.get("runAsUser").filter(any_user).map(|it| ("runAsUser", it));
    let items: Vec<Fact<String>> = on
        .chain(user)
        .map(|(key, value)| Fact::Stated {
            value: key.to_owned(),
            at: reader.site(value, slot),
            scope: Scope::Own,
        })
        .collect();
    let whole = match items.first().and_then(Fact::site) {
        Some(at) => Fact::Stated { value: items.len(), at: at.clone(), scope: Scope::Own },
        None => reader.absent(slot, Silence::Means(0)),
    };
    List { whole, items }
}

fn encrypted(manifest: &Manifest<'_>, object: ObjectId, item: &Value) -> EncryptedResources {
    let configuration = manifest.identity();
    let reader = Reader { value: item, shown: item.at, is_partial: manifest.is_partial };
    let resources = texts(&reader, &["resources"]);
    let name = resources.known().cloned().collect::<Vec<_>>().join(",");
    let provider = |value: &Value| match value.members() {
        [member] => Read::Value(member.key.to_string()),
        _ => Read::Unknown(Why::Malformed),
    };
    let providers = open(&reader, reader.list(&["providers"], Silence::Means(0), provider));
    EncryptedResources {
        identity: Identity {
            address: format!("{}/resources[{name}]", configuration.address),
            name,
            shown: item.at,
            owner: item.at,
            ..configuration
        },
        object,
        resources,
        providers,
    }
}
