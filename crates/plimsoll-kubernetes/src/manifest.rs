//! Objects as they are written: documents, and items of lists.

use plimsoll_facts::{
    Identity, Origin, Platform,
    read::Reader,
    value::{Content, Value},
};

/// Kinds that belong to no namespace: those of the API server's own groups, and those of others that are subjects
/// here.
const CLUSTER_WIDE: &[&str] = &[
    "APIService",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "ClusterTrustBundle",
    "CustomResourceDefinition",
    "DeviceClass",
    "EncryptionConfiguration",
    "FlowSchema",
    "IPAddress",
    "IngressClass",
    "KubeletConfiguration",
    "K8sAllowedRepos",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PodSecurityPolicy",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "ResourceSlice",
    "RuntimeClass",
    "SecurityContextConstraints",
    "ServiceCIDR",
    "StorageClass",
    "StorageVersionMigration",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeAttributesClass",
];

/// Whether objects of the kind belong to a namespace, as far as is known.
pub(super) fn is_in_namespace(kind: &str) -> bool {
    !CLUSTER_WIDE.contains(&kind)
}

/// The deepest that lists are looked for in lists.
const DEPTH: usize = 8;

/// An object that is being lowered.
pub(super) struct Manifest<'v> {
    /// All of it.
    pub(super) value: &'v Value,
    /// The typed list that it is an item of, which can say its kind for it.
    pub(super) list: Option<&'v Value>,
    /// The document that it stands in, from zero.
    pub(super) document: u32,
    /// Whether it is only a part of the whole.
    pub(super) is_partial: bool,
}

/// The objects that the document `value` holds: itself, or the items of a list.
pub(super) fn objects(value: &Value, document: u32, is_partial: bool) -> Vec<Manifest<'_>> {
    let mut found = Vec::new();
    collect(value, document, is_partial, DEPTH, &mut found);
    found
}

fn collect<'v>(
    value: &'v Value,
    document: u32,
    is_partial: bool,
    depth: usize,
    found: &mut Vec<Manifest<'v>>,
) {
    let kind = value.get("kind").and_then(Value::text).map_or("", |text| &*text.value);
    if kind.is_empty() || value.get("apiVersion").is_none() {
        return;
    }
    let items = match kind {
        // OpenShift's templates list their objects under another key.
        "Template" => value.get("objects"),
        _ if kind.ends_with("List") => value.get("items"),
        _ => None,
    };
    match items.map(|it| &it.content) {
        Some(Content::List { items, .. }) if depth > 0 => {
            for item in items {
                // Items of a typed list can leave out what the list says.
                if item.get("kind").is_none() && kind != "List" && kind != "Template" {
                    found.push(Manifest { value: item, list: Some(value), document, is_partial });
                    continue;
                }
                collect(item, document, is_partial, depth - 1, found);
            }
        }
        _ => found.push(Manifest { value, list: None, document, is_partial }),
    }
}

impl<'v> Manifest<'v> {
    /// The kind; empty where it is left out.
    pub(super) fn kind(&self) -> &'v str {
        let of_list = || self.list?.str_at(&["kind"])?.strip_suffix("List");
        self.value.str_at(&["kind"]).or_else(of_list).unwrap_or("")
    }

    /// The group and version of its API; empty where they are left out.
    pub(super) fn api_version(&self) -> &'v str {
        let of_list = || self.list?.str_at(&["apiVersion"]);
        self.value.str_at(&["apiVersion"]).or_else(of_list).unwrap_or("")
    }

    /// The group of its API: `apps`; empty for the core.
    pub(super) fn group(&self) -> &'v str {
        self.api_version().split_once('/').map_or("", |(group, _)| group)
    }

    /// The namespace that it names.
    pub(super) fn namespace(&self) -> Option<&'v str> {
        self.value.str_at(&["metadata", "namespace"])
    }

    /// What it is called: its name, or the start of one.
    fn name(&self) -> Option<&'v Value> {
        let metadata = self.value.get("metadata")?;
        let names = ["name", "generateName"].into_iter().filter_map(|key| metadata.get(key));
        names.into_iter().find(|it| it.text().is_some_and(|text| !text.value.is_empty()))
    }

    /// The node that a person looks at for the object as a whole.
    pub(super) fn shown(&self) -> Origin {
        let kind = self.value.member("kind").map(|it| it.value.at);
        self.name().map(|it| it.at).or(kind).unwrap_or(self.value.at)
    }

    /// Name, address and place.
    pub(super) fn identity(&self) -> Identity {
        let name = self.name().and_then(Value::text).map_or("?", |text| &*text.value);
        let kind = match self.kind() {
            "" => "?",
            kind => kind,
        };
        let address = match self.namespace() {
            Some(namespace) => format!("{kind}/{namespace}/{name}"),
            None => format!("{kind}/{name}"),
        };
        Identity {
            name: name.to_owned(),
            address,
            shown: self.shown(),
            owner: self.value.at,
            platform: Platform::Kubernetes,
        }
    }

    /// Reads the settings of the object itself.
    pub(super) fn reader(&self) -> Reader<'v> {
        Reader { value: self.value, shown: self.shown(), is_partial: self.is_partial }
    }
}
