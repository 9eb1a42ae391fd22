//! Objects, and what each of them declares.

use plimsoll_facts::{
    Why,
    read::{Reader, Silence, string},
    subjects::{Defect, DefectKind, Object, ObjectId, Subjects},
    value::{Content, Value},
};

use super::{
    access, account, availability, config_data, constraint, gateway, ingress, kubelet,
    manifest::{Manifest, is_in_namespace},
    metadata, namespace, network_policy,
    pod::Pod,
    pods, references, schema, service, storage, webhook, workload,
};

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

/// Adds the object and everything in it; `all` are the objects of the same file.
pub(super) fn lower(manifest: &Manifest<'_>, all: &[Manifest<'_>], subjects: &mut Subjects) {
    let id = ObjectId(u32::try_from(subjects.objects.len()).unwrap_or(u32::MAX));
    let reader = manifest.reader();
    let typed = Reader { value: manifest.list.unwrap_or(manifest.value), ..reader };
    let missing = || Silence::Unknown(Why::Malformed);
    let namespace = if !is_in_namespace(manifest.kind()) {
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
    let is_served = schema::served(manifest.api_version(), manifest.kind()).is_some();
    let templates = pods::templates(manifest, is_served);
    schema::check(manifest, &templates, subjects);
    for template in &templates {
        workload::lower(&Pod::new(manifest, id, template, all, subjects), subjects);
    }
}
