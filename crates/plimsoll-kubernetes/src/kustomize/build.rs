//! One kustomization with what it refers to.

mod generators;
mod images;
mod json_patch;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use plimsoll_diagnostics::{FileId, Span};
use plimsoll_facts::{
    Dialect, File, FilesByPath, Origin, Via, ViaKind,
    subjects::Gap,
    value::{Bytes, Content, Member, Text, Value, expand},
};

use super::{Unseen, is_local, is_map, locate, merge};
use crate::{manifest::is_in_namespace, placeholders, scalar::number};

/// Keys that name what only a build can tell; whether that can change objects that are known.
const NEEDS_BUILD: &[(&str, bool)] = &[
    ("helmCharts", false),
    ("helmChartInflationGenerator", false),
    ("generators", false),
    ("transformers", true),
    ("replacements", true),
    ("vars", true),
];

/// The deepest that kustomizations refer to each other.
const DEPTH: usize = 32;

/// An object of a build.
pub(super) struct Object {
    /// What it has become.
    pub(super) value: Value,
    /// The document of its file that it stands in, from zero.
    pub(super) document: u32,
    /// The names that prefixes and suffixes give it, the last at the end.
    pub(super) other_names: Vec<String>,
}

impl Object {
    /// An object under the name that it is written with.
    pub(super) const fn new(value: Value, document: u32) -> Self {
        Self { value, document, other_names: Vec::new() }
    }
}

/// What a kustomization puts together.
#[derive(Default)]
pub(super) struct Built {
    /// The objects, in their order.
    pub(super) objects: Vec<Object>,
    /// Whether something that was not followed can change them.
    pub(super) is_open: bool,
}

/// A build on its way.
pub(super) struct Build<'f> {
    files: &'f [File],
    by_path: &'f FilesByPath<'f>,
    /// The kustomizations.
    documents: &'f HashMap<FileId, Value>,
    /// Kustomizations that are being built, the outermost first.
    open: Vec<FileId>,
    /// The files that went into it.
    pub(super) used: HashSet<FileId>,
    /// What could not be followed.
    pub(super) gaps: Vec<Unseen>,
}

/// A patch with what it is for.
struct Patch<'v> {
    /// The documents of the patch.
    values: Vec<Value>,
    /// The selector of the objects that it is for.
    target: Option<&'v Value>,
}

impl<'f> Build<'f> {
    pub(super) fn new(
        files: &'f [File],
        by_path: &'f FilesByPath<'f>,
        documents: &'f HashMap<FileId, Value>,
    ) -> Self {
        let (open, used, gaps) = (Vec::new(), HashSet::new(), Vec::new());
        Self { files, by_path, documents, open, used, gaps }
    }

    /// What `file` puts together; `None` for what is no kustomization.
    pub(super) fn run(&mut self, file: &'f File) -> Option<Built> {
        let document = self.documents.get(&file.id)?;
        let mut built = Built::default();
        self.add(file, document, &mut built);
        Some(built)
    }

    /// Adds what `file` puts together to `built`, and lets it change what is there.
    fn add(&mut self, file: &'f File, document: &Value, built: &mut Built) {
        self.open.push(file.id);
        self.used.insert(file.id);
        let mut own = Built { objects: Vec::new(), is_open: built.is_open };
        for key in ["resources", "bases"] {
            for item in document.get(key).map_or(&[][..], Value::items) {
                self.resource(file, item, &mut own);
            }
        }
        // A component changes everything that is around it.
        own.objects.splice(0..0, std::mem::take(&mut built.objects));
        for item in document.get("components").map_or(&[][..], Value::items) {
            self.resource(file, item, &mut own);
        }
        own.objects.extend(generators::objects(document));
        self.change(file, document, &mut own);
        for (key, is_change) in NEEDS_BUILD {
            if let Some(member) = document.member(key).filter(|it| !it.value.is_null()) {
                self.gap(member.key_at, key, format!("`{key}` needs `kustomize build`"));
                own.is_open |= is_change;
                if let Some(unseen) = self.gaps.last_mut().filter(|_| *is_change) {
                    // It can put things elsewhere, too.
                    unseen.namespace = None;
                }
            }
        }
        *built = own;
        self.open.pop();
    }

    /// Adds what stands at one path.
    fn resource(&mut self, file: &'f File, item: &Value, built: &mut Built) {
        let Some(text) = item.text() else { return };
        if !is_local(&text.value) {
            self.gap(item.at, &text.value, format!("`{}` is not on this machine", text.value));
            return;
        }
        let Some(found) = locate(self.by_path, &file.beside(&text.value)) else {
            self.gap(item.at, &text.value, format!("`{}` was not read", text.value));
            return;
        };
        if found.recognition.dialect == Dialect::Kustomization {
            let Some(inner) = self.documents.get(&found.id) else { return };
            if self.open.contains(&found.id) {
                self.gap(item.at, &text.value, format!("`{}` refers to itself", text.value));
                return;
            }
            if self.open.len() >= DEPTH {
                let message = format!("`{}` is too deep to be followed", text.value);
                self.gap(item.at, &text.value, message);
                return;
            }
            if inner.str_at(&["kind"]) == Some("Component") {
                self.add(found, inner, built);
                return;
            }
            let mut base = Built { objects: Vec::new(), is_open: built.is_open };
            self.add(found, inner, &mut base);
            built.is_open |= base.is_open;
            built.objects.extend(base.objects);
            return;
        }
        self.used.insert(found.id);
        built.objects.extend(objects(found));
    }

    /// Lets a kustomization change the objects.
    fn change(&mut self, file: &'f File, document: &Value, built: &mut Built) {
        for (patch, at) in self.patches(file, document, built) {
            for value in &patch.values {
                if !self.patch(value, patch.target, at, built) {
                    built.is_open = true;
                }
            }
        }
        for object in &mut built.objects {
            images::change(&mut object.value, document.get("images"));
            generators::label(document, &mut object.value);
            if let Some(namespace) = document.get("namespace") {
                put_namespace(&mut object.value, namespace);
            }
            for item in document.get("replicas").map_or(&[][..], Value::items) {
                put_replicas(&mut object.value, item);
            }
            rename(document, object);
        }
    }

    /// The patches of a kustomization in their order, each with where it is named.
    fn patches<'v>(
        &mut self,
        file: &'f File,
        document: &'v Value,
        built: &mut Built,
    ) -> Vec<(Patch<'v>, Origin)> {
        let mut found = Vec::new();
        let mut note = |this: &mut Self, value: &Value, target, is_inline: bool| match this
            .patch_values(file, value, is_inline)
        {
            Some(values) => found.push((Patch { values, target }, value.at)),
            None => built.is_open = true,
        };
        for item in document.get("patchesStrategicMerge").map_or(&[][..], Value::items) {
            let is_inline = item.text().is_some_and(|text| text.value.contains('\n'));
            note(self, item, None, is_inline);
        }
        for key in ["patches", "patchesJson6902"] {
            for item in document.get(key).map_or(&[][..], Value::items) {
                let target = item.get("target");
                match (item.get("path"), item.get("patch")) {
                    (Some(path), _) => note(self, path, target, false),
                    (None, Some(inline)) => note(self, inline, target, true),
                    (None, None) => {}
                }
            }
        }
        found
    }

    /// The documents of a patch.
    fn patch_values(&mut self, file: &File, value: &Value, is_inline: bool) -> Option<Vec<Value>> {
        let text = value.text()?;
        if is_inline {
            return Some(inline(&text.value, value.at));
        }
        let found = locate(self.by_path, &file.beside(&text.value));
        let Some(found) = found.filter(|_| is_local(&text.value)) else {
            self.gap(value.at, &text.value, format!("`{}` was not read", text.value));
            return None;
        };
        self.used.insert(found.id);
        Some(objects(found).into_iter().map(|it| it.value).collect())
    }

    /// Applies one document of a patch; whether it was understood.
    fn patch(
        &mut self,
        value: &Value,
        target: Option<&Value>,
        at: Origin,
        built: &mut Built,
    ) -> bool {
        let via = |value: Value| came_through(value, at);
        let mut is_understood = true;
        built.objects.retain_mut(|object| {
            let is_for = match target {
                Some(target) => is_target(&object.value, target),
                None => is_same_object(&object.value, value),
            };
            if !is_for {
                return true;
            }
            if let Content::List { items, .. } = &value.content {
                for operation in items {
                    is_understood &= json_patch::apply(&mut object.value, operation, &via);
                }
                return true;
            }
            if value.str_at(&["$patch"]) == Some("delete") {
                return false;
            }
            let is_own = is_own(&object.value);
            merge::merge(&mut object.value, &via(value.clone()), is_own);
            true
        });
        if !is_understood {
            self.gap(at, "patch", "an operation of the patch needs `kustomize build`".to_owned());
        }
        is_understood
    }

    /// The namespace that everything of the innermost kustomization ends up in: the outermost that
    /// one around it says.
    fn namespace(&self) -> Option<String> {
        let mut open = self.open.iter().filter_map(|id| self.documents.get(id));
        open.find_map(|it| it.str_at(&["namespace"])).map(str::to_owned)
    }

    fn gap(&mut self, at: Origin, reference: &str, message: String) {
        if let Some(file) = self.files.get(at.file.0 as usize) {
            let at = Span { file: at.file, range: file.range_of(at) };
            let gap = Gap { at, reference: reference.to_owned(), message };
            self.gaps.push(Unseen { gap, namespace: self.namespace() });
        }
    }
}

/// The objects of a file of manifests, those of lists included.
fn objects(file: &File) -> Vec<Object> {
    let documents = file.tree.documents().iter().zip(0u32..);
    documents
        .filter(|(_, position)| !file.recognition.templates.contains(position))
        .filter_map(|(document, position)| {
            let mut value = expand(&file.tree, file.id, document.root?, &file.errors);
            placeholders::mark(&mut value);
            Some(Object::new(value, position))
        })
        .flat_map(|object| match object.value.str_at(&["kind"]) {
            Some("List") => {
                let items = object.value.get("items").map_or(&[][..], Value::items);
                let items = items.iter().cloned();
                items.map(|value| Object::new(value, object.document)).collect()
            }
            _ => vec![object],
        })
        .collect()
}

/// The documents of a patch that is written inside of a kustomization; every value is taken to
/// stand where the whole text does.
fn inline(text: &str, at: Origin) -> Vec<Value> {
    let parse = plimsoll_yaml::parse(text);
    let roots = parse.tree.documents().iter().filter_map(|it| it.root);
    roots
        .map(|root| {
            let mut value = expand(&parse.tree, at.file, root, &parse.errors);
            place_at(&mut value, at);
            value
        })
        .collect()
}

fn place_at(value: &mut Value, at: Origin) {
    value.at = at;
    value.through = None;
    match &mut value.content {
        Content::Scalar(text) => text.bytes = Bytes::Whole,
        Content::List { items, .. } => items.iter_mut().for_each(|it| place_at(it, at)),
        Content::Map { members, .. } => {
            for member in members {
                member.key_at = at;
                place_at(&mut member.value, at);
            }
        }
        Content::Lost => {}
    }
}

/// The value with one more step on the way of everything in it.
pub(super) fn came_through(mut value: Value, at: Origin) -> Value {
    step(&mut value, at);
    value
}

fn step(value: &mut Value, at: Origin) {
    let next = value.through.take();
    value.through = Some(Arc::new(Via::new(ViaKind::Patch, at, next)));
    match &mut value.content {
        Content::List { items, .. } => items.iter_mut().for_each(|it| step(it, at)),
        Content::Map { members, .. } => members.iter_mut().for_each(|it| step(&mut it.value, at)),
        Content::Scalar(_) | Content::Lost => {}
    }
}

fn group_of(value: &Value) -> &str {
    let api_version = value.str_at(&["apiVersion"]).unwrap_or("");
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// Whether the object is one of the API server's own, whose lists have keys.
fn is_own(value: &Value) -> bool {
    let api_version = value.str_at(&["apiVersion"]).unwrap_or("");
    let kind = value.str_at(&["kind"]).unwrap_or("");
    crate::served(api_version, kind).is_some()
}

/// Whether a patch without a target is for the object.
fn is_same_object(object: &Value, patch: &Value) -> bool {
    let same = |path: &[&str]| object.str_at(path) == patch.str_at(path);
    let namespace = patch.str_at(&["metadata", "namespace"]);
    group_of(object) == group_of(patch)
        && same(&["kind"])
        && same(&["metadata", "name"])
        && namespace
            .is_none_or(|it| object.str_at(&["metadata", "namespace"]).is_none_or(|own| own == it))
}

/// Whether the object is one that the target of a patch chooses.
fn is_target(object: &Value, target: &Value) -> bool {
    let api_version = object.str_at(&["apiVersion"]).unwrap_or("");
    let version = api_version.rsplit('/').next().unwrap_or("");
    let matches = |key: &str, actual: &str| {
        target.str_at(&[key]).is_none_or(|pattern| is_match(pattern, actual))
    };
    matches("group", group_of(object))
        && matches("version", version)
        && matches("kind", object.str_at(&["kind"]).unwrap_or(""))
        && matches("name", object.str_at(&["metadata", "name"]).unwrap_or(""))
        && target.str_at(&["namespace"]).is_none_or(|pattern| {
            let own = object.str_at(&["metadata", "namespace"]);
            own.is_none_or(|own| is_match(pattern, own))
        })
        && has_all(object, "labels", target.str_at(&["labelSelector"]))
        && has_all(object, "annotations", target.str_at(&["annotationSelector"]))
}

/// Whether the pattern, an anchored regular expression, matches.
fn is_match(pattern: &str, actual: &str) -> bool {
    pattern.is_empty()
        || pattern == actual
        || regex::Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|it| it.is_match(actual))
}

/// Whether the object has the labels or annotations that the selector names: `a=b,c`.
fn has_all(object: &Value, key: &str, selector: Option<&str>) -> bool {
    let of = |name: &str| object.str_at(&["metadata", key, name]);
    selector.unwrap_or("").split(',').filter(|it| !it.trim().is_empty()).all(|term| {
        let term = term.trim();
        match (term.split_once("!="), term.split_once('=')) {
            (Some((name, value)), _) => of(name.trim()) != Some(value.trim()),
            (None, Some((name, value))) => {
                of(name.trim_end_matches('=').trim()) == Some(value.trim_start_matches('=').trim())
            }
            (None, None) => of(term).is_some(),
        }
    })
}

fn put_namespace(object: &mut Value, namespace: &Value) {
    if !is_in_namespace(object.str_at(&["kind"]).unwrap_or("")) {
        return;
    }
    let value = came_through(namespace.clone(), namespace.at);
    if let Some(metadata) = member_mut(object, "metadata") {
        put(metadata, "namespace", value);
    }
}

fn put_replicas(object: &mut Value, item: &Value) {
    let (Some(name), Some(count)) = (item.str_at(&["name"]), item.get("count")) else { return };
    let has_replicas = matches!(
        object.str_at(&["kind"]),
        Some("Deployment" | "StatefulSet" | "ReplicaSet" | "ReplicationController")
    );
    if !has_replicas
        || object.str_at(&["metadata", "name"]) != Some(name)
        || number(count).is_none()
    {
        return;
    }
    let value = came_through(count.clone(), count.at);
    if let Some(spec) = member_mut(object, "spec") {
        put(spec, "replicas", value);
    }
}

/// Notes the name that the prefix and the suffix of `document` make of an object's.
fn rename(document: &Value, object: &mut Object) {
    let of = |key: &str| document.str_at(&[key]).unwrap_or("");
    let (prefix, suffix) = (of("namePrefix"), of("nameSuffix"));
    let keeps_its_name = matches!(
        object.value.str_at(&["kind"]),
        Some("APIService" | "CustomResourceDefinition" | "Namespace")
    );
    if (prefix.is_empty() && suffix.is_empty()) || keeps_its_name {
        return;
    }
    let written = object.value.str_at(&["metadata", "name"]);
    let present = object.other_names.last().map(String::as_str).or(written);
    if let Some(present) = present {
        object.other_names.push(format!("{prefix}{present}{suffix}"));
    }
}

/// The value of a member that can be changed.
pub(super) fn member_mut<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    match &mut value.content {
        Content::Map { members, .. } => {
            members.iter_mut().find(|it| &*it.key == key).map(|it| &mut it.value)
        }
        _ => None,
    }
}

/// Gives the member with this key the value, whether it was there or not.
pub(super) fn put(map: &mut Value, key: &str, value: Value) {
    if !is_map(map) {
        return;
    }
    let at = value.at;
    let Content::Map { members, .. } = &mut map.content else { return };
    match members.iter_mut().find(|it| &*it.key == key) {
        Some(member) => member.value = value,
        None => members.push(Member { key: key.into(), key_at: at, value }),
    }
}

/// A text that was put together, which stands nowhere byte by byte.
pub(super) fn composed(value: &Value, text: String) -> Value {
    let scalar = value.text().cloned();
    let content = match scalar {
        Some(scalar) => Content::Scalar(Text { value: text.into(), bytes: Bytes::Whole, ..scalar }),
        None => Content::Lost,
    };
    Value { content, ..value.clone() }
}
