//! Roles and bindings of RBAC, as the authorizer reads them.
//!
//! Source: the rbac.authorization.k8s.io/v1 API reference and the matching functions of the
//! authorizer (`pkg/registry/rbac/validation`, `pkg/apis/rbac/v1` helpers). Roles that the cluster
//! itself brings, and what aggregation puts together, are not known here.

use plimsoll_facts::{
    Identity, List, Path, Why,
    read::{Read, Reader, Silence, string},
    subjects::{Aggregation, Binding, Grant, ObjectId, Principal, Subjects},
    value::{Content, Value},
};

use super::{manifest::Manifest, selector};

/// The group of the API.
const GROUP: &str = "rbac.authorization.k8s.io";

/// Adds what the object, if it is a role or a binding, gives to whom.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    if let ("operators.coreos.com", "ClusterServiceVersion") = (manifest.group(), manifest.kind()) {
        of_operator(manifest, object, subjects);
        return;
    }
    // OpenShift's old group had the same shape.
    if !matches!(manifest.group(), GROUP | "authorization.openshift.io") {
        return;
    }
    match manifest.kind() {
        "Role" => grants(manifest, object, false, subjects),
        "ClusterRole" => grants(manifest, object, true, subjects),
        "RoleBinding" => subjects.bindings.push(binding(manifest, object, false)),
        "ClusterRoleBinding" => subjects.bindings.push(binding(manifest, object, true)),
        _ => {}
    }
}

fn grants(
    manifest: &Manifest<'_>,
    object: ObjectId,
    is_cluster_wide: bool,
    subjects: &mut Subjects,
) {
    // The controller overwrites the rules of an aggregated role.
    if manifest.value.get("aggregationRule").is_some() {
        const PATH: Path = &["aggregationRule", "clusterRoleSelectors"];
        let reader = manifest.reader();
        let selectors = reader.list(PATH, Silence::Means(0), selector::selector);
        subjects.aggregations.push(Aggregation {
            identity: manifest.identity(),
            object,
            selectors: super::settings::open(&reader, selectors),
        });
        return;
    }
    rules(manifest, manifest.value, manifest.identity(), (object, is_cluster_wide), subjects);
}

/// What the Operator Lifecycle Manager makes roles of, and binds to the accounts of an operator
/// (`operators.coreos.com/v1alpha1`, *StrategyDeploymentPermissions*).
fn of_operator(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let Some(install) = manifest.value.dig(&["spec", "install", "spec"]) else { return };
    for (key, is_cluster_wide) in [("permissions", false), ("clusterPermissions", true)] {
        for (position, item) in install.get(key).map_or(&[][..], Value::items).iter().enumerate() {
            let mut role = manifest.identity();
            role.address = format!("{}/{key}[{position}]", role.address);
            rules(manifest, item, role, (object, is_cluster_wide), subjects);
        }
    }
}

fn rules(
    manifest: &Manifest<'_>,
    holder: &Value,
    role: Identity,
    (object, is_cluster_wide): (ObjectId, bool),
    subjects: &mut Subjects,
) {
    let rules = holder.get("rules").map_or(&[][..], Value::items);
    let mut known: Vec<String> = Vec::new();
    for rule in rules {
        if !matches!(rule.content, Content::Map { .. }) {
            continue;
        }
        let reader = Reader { value: rule, shown: rule.at, is_partial: manifest.is_partial };
        let identity = Identity {
            address: unique(format!("{}/rules[{}]", role.address, what(rule)), &mut known),
            owner: rule.at,
            ..role.clone()
        };
        let list = |path: Path| super::settings::open(&reader, texts(&reader, path));
        subjects.grants.push(Grant {
            identity,
            object,
            is_cluster_wide,
            verbs: list(&["verbs"]),
            api_groups: list(&["apiGroups"]),
            resources: list(&["resources"]),
            resource_names: list(&["resourceNames"]),
            paths: list(&["nonResourceURLs"]),
        });
    }
}

/// What tells a rule from its neighbours: what it is about, and what it allows there.
fn what(rule: &Value) -> String {
    let texts = |key: &str| {
        let items = rule.get(key).map_or(&[][..], Value::items);
        items.iter().filter_map(|it| Some(&*it.text()?.value)).collect::<Vec<_>>().join(",")
    };
    let about = ["resources", "nonResourceURLs"].map(&texts).into_iter().find(|it| !it.is_empty());
    format!("{}:{}", about.unwrap_or_default(), texts("verbs"))
}

/// The address, with its number among those that are the same behind it.
pub(super) fn unique(address: String, known: &mut Vec<String>) -> String {
    let same = known.iter().filter(|it| **it == address).count();
    known.push(address.clone());
    if same == 0 { address } else { format!("{address}#{}", same + 1) }
}

fn texts(reader: &Reader<'_>, path: Path) -> List<String> {
    reader.list(path, Silence::Means(0), string)
}

fn binding(manifest: &Manifest<'_>, object: ObjectId, is_cluster_wide: bool) -> Binding {
    let reader = manifest.reader();
    let malformed = || Silence::Unknown(Why::Malformed);
    Binding {
        identity: manifest.identity(),
        object,
        is_cluster_wide,
        role_kind: reader.fact(&["roleRef", "kind"], malformed(), string),
        role_name: reader.fact(&["roleRef", "name"], malformed(), string),
        principals: super::settings::open(
            &reader,
            reader.list(&["subjects"], Silence::Means(0), principal),
        ),
    }
}

fn principal(value: &Value) -> Read<Principal> {
    let text = |key: &str| value.str_at(&[key]).map(str::to_owned);
    match (text("kind"), text("name")) {
        (Some(kind), Some(name)) => {
            Read::Value(Principal { kind, name, namespace: text("namespace").unwrap_or_default() })
        }
        _ => {
            let texts = ["kind", "name"].into_iter().filter_map(|key| value.get(key)?.text());
            Read::Unknown(texts.into_iter().find_map(|it| it.unknown).unwrap_or(Why::Malformed))
        }
    }
}
