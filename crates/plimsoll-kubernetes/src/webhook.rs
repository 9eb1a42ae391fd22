//! Webhooks of the API server, as the admissionregistration.k8s.io/v1 API reference has them.

use plimsoll_facts::{
    Fact, Identity, List, Path, Scope, Why,
    read::{Read, Reader, Silence, string},
    subjects::{ObjectId, Selector, Subjects, Webhook},
    value::{Content, Value},
};

use super::{
    manifest::Manifest,
    scalar::name_of,
    selector,
    settings::open,
    settings::{count, text},
};

/// Annotations by which something fills in the certificate authority.
const INJECTORS: &[&str] = &[
    "cert-manager.io/inject-ca-from",
    "cert-manager.io/inject-ca-from-secret",
    "cert-manager.io/inject-apiserver-ca",
    "certmanager.k8s.io/inject-ca-from",
    "service.beta.openshift.io/inject-cabundle",
    "service.alpha.openshift.io/inject-cabundle",
];

/// Adds the webhooks of the object, if it is a configuration of them.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let is_mutating = match (manifest.group(), manifest.kind()) {
        ("admissionregistration.k8s.io", "MutatingWebhookConfiguration") => true,
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration") => false,
        _ => return,
    };
    let items = manifest.value.get("webhooks").map_or(&[][..], Value::items);
    for item in items.iter().filter(|it| matches!(it.content, Content::Map { .. })) {
        subjects.webhooks.push(webhook(manifest, object, item, is_mutating));
    }
}

fn webhook(manifest: &Manifest<'_>, object: ObjectId, item: &Value, is_mutating: bool) -> Webhook {
    let configuration = manifest.identity();
    let shown = item.get("name").map_or(item.at, |it| it.at);
    let reader = Reader { value: item, shown, is_partial: manifest.is_partial };
    let name = name_of(item);
    let of_service = |path: Path| match item.dig(&["clientConfig", "service"]) {
        Some(_) => reader.fact(path, Silence::Unknown(Why::Malformed), string),
        None => Fact::Inapplicable,
    };
    Webhook {
        identity: Identity {
            name: name.to_owned(),
            address: format!("{}/webhooks[{name}]", configuration.address),
            shown,
            owner: item.at,
            ..configuration
        },
        object,
        is_mutating,
        failure_policy: text(&reader, &["failurePolicy"], "Fail"),
        url: reader.fact(&["clientConfig", "url"], Silence::Inapplicable, string),
        has_authority: has_authority(manifest, &reader),
        service_namespace: of_service(&["clientConfig", "service", "namespace"]),
        service_name: of_service(&["clientConfig", "service", "name"]),
        service_port: match item.dig(&["clientConfig", "service"]) {
            Some(_) => count(&reader, &["clientConfig", "service", "port"], Silence::Means(443)),
            None => Fact::Inapplicable,
        },
        timeout: count(&reader, &["timeoutSeconds"], Silence::Means(10)),
        side_effects: reader.fact(&["sideEffects"], Silence::Unknown(Why::Malformed), string),
        namespaces: reader.fact(
            &["namespaceSelector"],
            Silence::Means(Selector::default()),
            selector::selector,
        ),
        resources: of_rules(&reader, resources),
        operations: of_rules(&reader, |rule| texts(rule, "operations")),
    }
}

/// Whether a certificate authority is there, or something puts it there.
fn has_authority(manifest: &Manifest<'_>, reader: &Reader<'_>) -> Fact<bool> {
    const PATH: Path = &["clientConfig", "caBundle"];
    let annotations = manifest.value.dig(&["metadata", "annotations"]);
    let injected =
        annotations.map_or(&[][..], Value::members).iter().find(|it| INJECTORS.contains(&&*it.key));
    match injected {
        Some(member) => Fact::Stated {
            value: true,
            at: reader.site(&member.value, reader.slot(PATH)),
            scope: Scope::Inherited,
        },
        None => reader.fact(PATH, Silence::Means(false), |value| {
            Read::Value(value.text().is_none_or(|text| !text.value.is_empty()))
        }),
    }
}

/// What all rules of the webhook say together.
fn of_rules(reader: &Reader<'_>, read: impl Fn(&Value) -> Vec<String>) -> List<String> {
    const PATH: Path = &["rules"];
    let rules = reader.list(PATH, Silence::Means(0), |_| Read::Value(()));
    let mut items: Vec<Fact<String>> = Vec::new();
    for rule in reader.value.dig(PATH).map_or(&[][..], Value::items) {
        for value in read(rule) {
            if items.iter().any(|it| it.known() == Some(&value)) {
                continue;
            }
            let at = reader.site(rule, reader.slot(PATH));
            items.push(Fact::Stated { value, at, scope: Scope::Own });
        }
    }
    let count = items.len();
    open(reader, List { whole: rules.whole.map(|_| count), items })
}

fn resources(rule: &Value) -> Vec<String> {
    let groups = texts(rule, "apiGroups");
    let mut found = Vec::new();
    for resource in texts(rule, "resources") {
        for group in &groups {
            found.push(match group.as_str() {
                "" => resource.clone(),
                group => format!("{group}/{resource}"),
            });
        }
    }
    found
}

fn texts(rule: &Value, key: &str) -> Vec<String> {
    let items = rule.get(key).map_or(&[][..], Value::items);
    items.iter().filter_map(|it| Some(it.text()?.value.to_string())).collect()
}
