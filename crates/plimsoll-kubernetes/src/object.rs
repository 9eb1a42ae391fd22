//! Objects: documents, items of lists, and what each of them declares.

use plimsoll_facts::{
    Identity, Origin, Platform, Why,
    read::{Reader, Silence, string},
    subjects::{Defect, DefectKind, Object, ObjectId, Subjects},
    value::{Content, Value},
};

use super::{
    access, account, availability, config_data, constraint, gateway, ingress, kubelet, metadata,
    namespace, network_policy,
    pod::{self, Pod},
    pods, references,
    scalar::{name_of, truth},
    schema, service, storage, webhook,
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
    list: Option<&'v Value>,
    /// The document that it stands in, from zero.
    document: u32,
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

/// What a document lacks that is an object but for its kind or the version of its API.
pub(super) fn headless(value: &Value, document: u32) -> Option<Defect> {
    let is_object = !value.is_incomplete()
        && matches!(value.get("metadata").map(|it| &it.content), Some(Content::Map { .. }));
    let (there, missing) = match (value.get("apiVersion"), value.get("kind")) {
        (None, Some(kind)) if value.member("apiVersion").is_none() => (kind, "apiVersion"),
        (Some(version), None) if value.member("kind").is_none() => (version, "kind"),
        _ => return None,
    };
    there.text().filter(|text| is_object && text.unknown.is_none())?;
    let manifest = Manifest { value, list: None, document, is_partial: false };
    let message =
        format!("`{missing}` has to be given; without it nothing else can be said of the object");
    Some(schema::refuse(&manifest, DefectKind::Missing, there, missing, message))
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
    fn namespace(&self) -> Option<&'v str> {
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

/// Adds the object and everything in it; `all` are the objects of the same file.
pub(super) fn lower(manifest: &Manifest<'_>, all: &[Manifest<'_>], subjects: &mut Subjects) {
    let id = ObjectId(u32::try_from(subjects.objects.len()).unwrap_or(u32::MAX));
    let reader = manifest.reader();
    let typed = Reader { value: manifest.list.unwrap_or(manifest.value), ..reader };
    let missing = || Silence::Unknown(Why::Malformed);
    let namespace = if CLUSTER_WIDE.contains(&manifest.kind()) {
        Silence::Inapplicable
    } else {
        Silence::Means(String::new())
    };
    subjects.objects.push(Object {
        identity: manifest.identity(),
        document: manifest.document,
        api_version: typed.fact(&["apiVersion"], missing(), string),
        kind: typed.fact(&["kind"], missing(), string).map(|it| match manifest.list {
            Some(_) => manifest.kind().to_owned(),
            None => it,
        }),
        namespace: reader.fact(&["metadata", "namespace"], namespace, string),
        labels: metadata::labels(&reader, &["metadata", "labels"]),
        annotations: metadata::annotations(&reader, &["metadata", "annotations"]),
        owned: metadata::owned(&reader),
        server_fields: metadata::server_fields(manifest),
        remote_files: plimsoll_facts::List::inapplicable(),
    });
    for lower in [
        access::lower,
        account::lower,
        availability::lower,
        config_data::lower,
        constraint::lower,
        gateway::lower,
        ingress::lower,
        kubelet::lower,
        namespace::lower,
        network_policy::lower,
        references::of_object,
        service::lower,
        storage::lower,
        webhook::lower,
    ] {
        lower(manifest, id, subjects);
    }
    let templates = pods::templates(manifest);
    schema::check(manifest, &templates, subjects);
    for template in &templates {
        pod::lower(&Pod::new(manifest, id, template, all, subjects), subjects);
    }
}

/// What the service account `name`, declared beside `manifest`, says about mounting its token.
pub(super) fn token_of<'v>(
    manifest: &Manifest<'_>,
    all: &[Manifest<'v>],
    name: &str,
) -> Option<&'v Value> {
    let account = all.iter().find(|other| {
        other.kind() == "ServiceAccount"
            && other.group().is_empty()
            && other.namespace() == manifest.namespace()
            && other.value.get("metadata").is_some_and(|it| name_of(it) == name)
    })?;
    account.value.get("automountServiceAccountToken").filter(|it| truth(it).is_some())
}
