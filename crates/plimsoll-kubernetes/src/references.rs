//! Names by which objects use other objects.

use plimsoll_facts::{
    Fact, Identity, Path, Why,
    read::{Read, Reader, Silence, string},
    subjects::{ObjectId, Reference, Subjects},
    value::{Content, Value},
};

use super::{
    manifest::Manifest,
    pod::{Part, Pod},
    scalar::truth,
};

/// What is named: the kind, the path to the name, and the path to a key in it.
type Row = (&'static str, Path, Option<Path>);

const OF_VOLUME: &[Row] = &[
    ("ConfigMap", &["configMap", "name"], None),
    ("Secret", &["secret", "secretName"], None),
    ("PersistentVolumeClaim", &["persistentVolumeClaim", "claimName"], None),
];

const OF_SOURCE: &[Row] =
    &[("ConfigMap", &["configMap", "name"], None), ("Secret", &["secret", "name"], None)];

const OF_VARIABLE: &[Row] = &[
    (
        "ConfigMap",
        &["valueFrom", "configMapKeyRef", "name"],
        Some(&["valueFrom", "configMapKeyRef", "key"]),
    ),
    ("Secret", &["valueFrom", "secretKeyRef", "name"], Some(&["valueFrom", "secretKeyRef", "key"])),
];

const OF_WEBHOOK: &[Row] = &[("Service", &["clientConfig", "service", "name"], None)];

const OF_DEFINITION: &[Row] =
    &[("Service", &["spec", "conversion", "webhook", "clientConfig", "service", "name"], None)];

const OF_API_SERVICE: &[Row] = &[("Service", &["spec", "service", "name"], None)];

const OF_VARIABLES: &[Row] =
    &[("ConfigMap", &["configMapRef", "name"], None), ("Secret", &["secretRef", "name"], None)];

/// Adds what the pod names.
pub(super) fn of_pod(pod: &Pod<'_>, parts: &[Part<'_>], subjects: &mut Subjects) {
    let mut found = Found { object: pod.object, address: &pod.address, subjects };
    let reader = &pod.reader;
    for volume in reader.value.get("volumes").map_or(&[][..], Value::items) {
        found.of_item(reader, volume, OF_VOLUME);
        for source in volume.dig(&["projected", "sources"]).map_or(&[][..], Value::items) {
            found.of_item(reader, source, OF_SOURCE);
        }
    }
    for secret in reader.value.get("imagePullSecrets").map_or(&[][..], Value::items) {
        found.of_item(reader, secret, &[("Secret", &["name"], None)]);
    }
    found.of_item(reader, reader.value, &[("ServiceAccount", &["serviceAccountName"], None)]);
    for part in parts {
        let reader = &part.reader;
        for variable in reader.value.get("env").map_or(&[][..], Value::items) {
            found.of_item(reader, variable, OF_VARIABLE);
        }
        for variables in reader.value.get("envFrom").map_or(&[][..], Value::items) {
            found.of_item(reader, variables, OF_VARIABLES);
        }
    }
}

/// Adds what the object itself names.
pub(super) fn of_object(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let address = manifest.identity().address;
    let mut found = Found { object, address: &address, subjects };
    let reader = manifest.reader();
    let spec = manifest.value.get("spec");
    match (manifest.group(), manifest.kind()) {
        ("networking.k8s.io" | "extensions", "Ingress") => {
            const BACKEND: &[Row] =
                &[("Service", &["service", "name"], None), ("Service", &["serviceName"], None)];
            let default = ["defaultBackend", "backend"];
            for backend in default.into_iter().filter_map(|key| spec?.get(key)) {
                found.of_item(&reader, backend, BACKEND);
            }
            let rules = spec.and_then(|it| it.get("rules")).map_or(&[][..], Value::items);
            let paths = rules
                .iter()
                .flat_map(|it| it.dig(&["http", "paths"]).map_or(&[][..], Value::items));
            for backend in paths.filter_map(|it| it.get("backend")) {
                found.of_item(&reader, backend, BACKEND);
            }
        }
        ("autoscaling", "HorizontalPodAutoscaler") | ("keda.sh", "ScaledObject") => {
            let target = spec.and_then(|it| it.get("scaleTargetRef"));
            let Some(target) = target else { return };
            let kind = target.str_at(&["kind"]).unwrap_or("Deployment");
            found.note(&reader, target, kind, &["name"], None, false);
        }
        (
            "admissionregistration.k8s.io",
            "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration",
        ) => {
            for webhook in manifest.value.get("webhooks").map_or(&[][..], Value::items) {
                found.of_item(&reader, webhook, OF_WEBHOOK);
            }
        }
        ("apiextensions.k8s.io", "CustomResourceDefinition") => {
            found.of_item(&reader, manifest.value, OF_DEFINITION);
        }
        ("apiregistration.k8s.io", "APIService") => {
            found.of_item(&reader, manifest.value, OF_API_SERVICE);
        }
        (super::gateway::GROUP, kind) if kind.ends_with("Route") => {
            let rules = spec.and_then(|it| it.get("rules")).map_or(&[][..], Value::items);
            let backends =
                rules.iter().filter_map(|it| it.get("backendRefs")).flat_map(Value::items);
            let is_service = |it: &&Value| {
                it.get("group").is_none_or(|it| it.str_at(&[]) == Some(""))
                    && it.get("kind").is_none_or(|it| it.str_at(&[]) == Some("Service"))
            };
            // A route of a mesh is for clients of a service, wherever that is.
            let parents = spec.and_then(|it| it.get("parentRefs")).map_or(&[][..], Value::items);
            let is_of_mesh = parents.iter().any(|it| it.str_at(&["kind"]) == Some("Service"));
            for backend in backends.filter(|it| !is_of_mesh && is_service(it)) {
                found.of_item(&reader, backend, &[("Service", &["name"], Some(&["port"]))]);
            }
        }
        ("apps", "StatefulSet") => {
            let Some(spec) = spec else { return };
            found.of_item(&reader, spec, &[("Service", &["serviceName"], None)]);
        }
        _ => {}
    }
}

/// Where references are put.
struct Found<'f> {
    object: ObjectId,
    address: &'f str,
    subjects: &'f mut Subjects,
}

impl Found<'_> {
    fn of_item(&mut self, around: &Reader<'_>, item: &Value, rows: &[Row]) {
        for (kind, path, key) in rows {
            let Some(holder) = path.split_last().and_then(|(_, path)| item.dig(path)) else {
                continue;
            };
            let is_named = item.dig(path).is_some();
            if is_named && matches!(item.content, Content::Map { .. }) {
                let is_optional = holder.get("optional").and_then(truth) == Some(true);
                self.note(around, item, kind, path, *key, is_optional);
            }
        }
    }

    fn note(
        &mut self,
        around: &Reader<'_>,
        item: &Value,
        kind: &str,
        path: Path,
        key: Option<Path>,
        is_optional: bool,
    ) {
        let holder = path.split_last().and_then(|(_, path)| item.dig(path));
        let namespace = match holder.and_then(|it| it.get("namespace")) {
            None => None,
            Some(it) => match string(it) {
                Read::Value(namespace) => Some(namespace),
                // Which one is meant is not known.
                _ => return,
            },
        };
        let reader = Reader { value: item, ..*around };
        let name = reader.fact(path, Silence::Unknown(Why::Malformed), string);
        let shown = item.dig(path).map_or(item.at, |it| it.at);
        let text = name.known().map_or("?", String::as_str);
        let identity = Identity {
            name: text.to_owned(),
            address: format!("{}/uses[{kind}/{text}]", self.address),
            shown,
            owner: item.at,
            platform: plimsoll_facts::Platform::Kubernetes,
        };
        let key = key.map_or(Fact::Inapplicable, |key| {
            reader.fact(key, Silence::Unknown(Why::Malformed), string)
        });
        self.subjects.references.push(Reference {
            name,
            key,
            ..Reference::bare(identity, self.object, kind.to_owned(), namespace, is_optional, None)
        });
    }
}
