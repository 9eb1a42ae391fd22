//! What is in sight, scope by scope: where it is certain that something is missing.
//!
//! Manifests are deployed together as a kustomization, a folder or a stream brings them. What was
//! left out of one of these can hold whatever its objects refer to, in the namespace that it is
//! known to be in or else in any of them; and as a namespace that has a name is one and the same
//! wherever objects come from, it can do so for all others of that namespace. Folders below each
//! other are taken to belong together. Nothing else is touched.
//!
//! Objects of kinds that make other objects are no gaps; what they make is where they are.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use plimsoll_diagnostics::{FileId, Span};
use plimsoll_facts::{
    DeployScope, Dialect, File, ScopeGap, ScopeKind,
    loader::Given,
    subjects::{Object, ObjectId, Subjects},
};
use plimsoll_yaml::{SyntaxError, SyntaxErrorKind};

use crate::{gateway, kustomize::Root, manifest::is_in_namespace, schema};

/// Groups whose objects make no others that a name or a selector could mean.
const INERT: &[&str] = &[
    "monitoring.coreos.com",
    "cilium.io",
    "projectcalico.org",
    "kyverno.io",
    "keda.sh",
    "apiserver.config.k8s.io",
    gateway::GROUP,
];

/// What brings objects together.
struct Place<'f> {
    kind: ScopeKind,
    /// The folder, without the last slash, or the path of the file.
    path: &'f str,
}

/// Something that was not seen.
struct Opening {
    place: usize,
    /// The only namespaces that it can be in; none for any.
    namespaces: Vec<String>,
    gap: ScopeGap,
}

/// Marks at one place.
#[derive(Default)]
struct Marks {
    is_any: bool,
    namespaces: HashSet<String>,
}

impl Marks {
    fn touch(&self, namespace: &str) -> bool {
        self.is_any || namespace.is_empty() || self.namespaces.contains(namespace)
    }
}

/// Where something is that others can refer to.
#[derive(Default)]
struct Reach {
    /// By kustomization or stream.
    at: HashMap<usize, Marks>,
    /// By folder: what is in it, for itself and the folders below it.
    down: HashMap<String, Marks>,
    /// By folder: what is in the folders below it.
    up: HashMap<String, Marks>,
    /// Namespaces by name, wherever they are declared.
    named: HashSet<String>,
    is_anywhere: bool,
}

/// Where it is certain that something is missing.
pub(super) struct Sight<'f> {
    places: Vec<Place<'f>>,
    /// The place of every object.
    of_object: Vec<usize>,
    openings: Vec<Opening>,
    /// The namespaces that the objects of every place name.
    named: Vec<HashSet<String>>,
    unseen: Reach,
    makers: Reach,
    strangers: Reach,
    /// Where workloads are, and where those are of which not all labels are known.
    workloads: Reach,
    unlabelled: Reach,
}

/// Which objects a question is about: those at the place of an object, in one namespace.
#[derive(Clone, Copy)]
pub(super) struct Around<'n> {
    pub(super) object: ObjectId,
    /// Empty where any is meant.
    pub(super) namespace: &'n str,
}

impl<'f> Sight<'f> {
    /// What is in sight of `subjects`, which the first `handed_in` of `files` declare and whose
    /// first objects are those of `roots`.
    pub(super) fn new(
        files: &'f [File],
        handed_in: usize,
        given: &Given,
        roots: &[Root],
        subjects: &Subjects,
    ) -> Self {
        let mut sight = Self {
            places: Vec::new(),
            of_object: vec![usize::MAX; subjects.objects.len()],
            openings: Vec::new(),
            named: Vec::new(),
            unseen: Reach::default(),
            makers: Reach::default(),
            strangers: Reach::default(),
            workloads: Reach::default(),
            unlabelled: Reach::default(),
        };
        let mut found: HashMap<(ScopeKind, &'f str), usize> = HashMap::new();
        let mut built: HashMap<FileId, Vec<usize>> = HashMap::new();
        for root in roots {
            let Some(file) = files.get(root.file.0 as usize) else { continue };
            let place = sight.place(&mut found, ScopeKind::Kustomization, &file.path);
            for id in root.objects.clone() {
                sight.of_object[id] = place;
            }
            for id in &root.used {
                built.entry(*id).or_default().push(place);
            }
        }
        for (index, object) in subjects.objects.iter().enumerate() {
            if sight.of_object[index] != usize::MAX {
                continue;
            }
            let Some(file) = files.get(object.identity.owner.file.0 as usize) else { continue };
            let (kind, path) = home(file, given);
            sight.of_object[index] = sight.place(&mut found, kind, path);
        }
        for (position, file) in files.iter().enumerate() {
            let into = built.get(&file.id);
            if into.is_none() && position >= handed_in {
                continue;
            }
            let gaps = gaps_of(file, into.is_some(), given);
            if gaps.is_empty() {
                continue;
            }
            let places = into.cloned().unwrap_or_else(|| {
                let (kind, path) = home(file, given);
                vec![sight.place(&mut found, kind, path)]
            });
            for (gap, namespaces) in gaps {
                sight.openings.extend(places.iter().map(|place| Opening {
                    place: *place,
                    namespaces: namespaces.clone(),
                    gap: gap.clone(),
                }));
            }
        }
        for root in roots {
            let Some(file) = files.get(root.file.0 as usize) else { continue };
            let place = sight.place(&mut found, ScopeKind::Kustomization, &file.path);
            if root.is_component {
                let message = "a component, which is a part of what includes it".to_owned();
                let gap = ScopeGap { path: file.path.clone(), at: None, message };
                sight.openings.push(Opening { place, namespaces: Vec::new(), gap });
            }
            for unseen in &root.gaps {
                let gap = ScopeGap {
                    path: files
                        .get(unseen.gap.at.file.0 as usize)
                        .map_or_else(String::new, |it| it.path.clone()),
                    at: Some(unseen.gap.at),
                    message: unseen.gap.message.clone(),
                };
                let namespaces = unseen.namespace.iter().cloned().collect();
                sight.openings.push(Opening { place, namespaces, gap });
            }
        }
        sight.spread(subjects);
        sight
    }

    fn place(
        &mut self,
        found: &mut HashMap<(ScopeKind, &'f str), usize>,
        kind: ScopeKind,
        path: &'f str,
    ) -> usize {
        *found.entry((kind, path)).or_insert_with(|| {
            self.places.push(Place { kind, path });
            self.places.len() - 1
        })
    }

    /// Notes how far everything reaches.
    fn spread(&mut self, subjects: &Subjects) {
        self.named.resize_with(self.places.len(), HashSet::new);
        for (object, place) in subjects.objects.iter().zip(&self.of_object) {
            let namespace = namespace_of(object);
            if let Some(named) = self.named.get_mut(*place)
                && !namespace.is_empty()
                && !named.contains(namespace)
            {
                named.insert(namespace.to_owned());
            }
        }
        for it in &self.openings {
            self.unseen.mark(&self.places, it.place, &it.namespaces, &self.named[it.place]);
        }
        let of_kubernetes = subjects.workloads.iter().filter_map(|it| Some((it, it.object?)));
        for (workload, object) in of_kubernetes {
            let Some(place) = self.of_object.get(object.index()).copied() else { continue };
            let Some(named) = self.named.get(place) else { continue };
            let namespace = subjects.objects.get(object.index()).map_or("", namespace_of);
            let own: Vec<String> =
                (!namespace.is_empty()).then(|| namespace.to_owned()).into_iter().collect();
            self.workloads.mark(&self.places, place, &own, named);
            if !workload.labels.is_complete() {
                self.unlabelled.mark(&self.places, place, &own, named);
            }
        }
        // What is only an outline becomes more than it says.
        let with_pods: HashSet<ObjectId> = subjects
            .workloads
            .iter()
            .filter(|it| it.labels.is_complete())
            .filter_map(|it| it.object)
            .collect();
        for ((object, place), id) in subjects.objects.iter().zip(&self.of_object).zip(0..) {
            let (Some(kind), Some(around)) = (object.kind.known(), self.named.get(*place)) else {
                continue;
            };
            let api_version = object.api_version.known().map_or("", String::as_str);
            let group = api_version.split('/').next().unwrap_or("");
            let is_stranger = schema::served(api_version, kind).is_none()
                && !INERT.contains(&group)
                && !with_pods.contains(&ObjectId(id));
            // A gateway makes services and pods, though none that a route leads to.
            if is_stranger || (group == gateway::GROUP && kind == "Gateway") {
                self.makers.mark(&self.places, *place, &[], around);
            }
            if is_stranger {
                self.strangers.mark(&self.places, *place, &[], around);
            }
        }
    }

    /// Whether there are workloads, all of whose labels are known.
    pub(super) fn is_settled(&self, around: Around<'_>) -> bool {
        self.touches(&self.workloads, around) && !self.touches(&self.unlabelled, around)
    }

    /// Whether nothing was left out that could be what the question is about.
    pub(super) fn is_whole(&self, around: Around<'_>) -> bool {
        !self.touches(&self.unseen, around)
    }

    /// The same for objects of `kind`, which may belong to no namespace: those can be anywhere.
    pub(super) fn is_whole_for(&self, around: Around<'_>, kind: &str) -> bool {
        self.is_whole(around) && (is_in_namespace(kind) || !self.unseen.is_anywhere)
    }

    /// Whether objects in sight can make objects that are not.
    pub(super) fn has_makers(&self, around: Around<'_>) -> bool {
        self.touches(&self.makers, around)
    }

    /// The same of objects of kinds that are not known.
    pub(super) fn has_strangers(&self, around: Around<'_>) -> bool {
        self.touches(&self.strangers, around)
    }

    /// Whether the two are deployed together, or by their namespaces belong together.
    pub(super) fn are_together(&self, around: Around<'_>, other: Around<'_>) -> bool {
        let place = |it: Around<'_>| self.of_object.get(it.object.index()).copied();
        let (Some(one), Some(two)) = (place(around), place(other)) else { return false };
        (!around.namespace.is_empty() && around.namespace == other.namespace)
            || self.are_related(one, two)
    }

    /// Whether the places are one, or folders of which one is in the other.
    fn are_related(&self, one: usize, two: usize) -> bool {
        let (Some(here), Some(there)) = (self.places.get(one), self.places.get(two)) else {
            return false;
        };
        let are_folders = here.kind == ScopeKind::Folder && there.kind == ScopeKind::Folder;
        one == two
            || (are_folders
                && (above(here.path).any(|it| it == there.path)
                    || above(there.path).any(|it| it == here.path)))
    }

    fn touches(&self, reach: &Reach, around: Around<'_>) -> bool {
        let place = self.of_object.get(around.object.index());
        place.is_none_or(|it| reach.touches(&self.places, *it, around.namespace))
    }

    /// The scopes with what was not seen of each.
    pub(super) fn scopes(&self, subjects: &Subjects) -> Vec<DeployScope> {
        let mut found: BTreeMap<(&str, ScopeKind, &str), (usize, BTreeSet<FileId>)> =
            BTreeMap::new();
        for (object, place) in subjects.objects.iter().zip(&self.of_object) {
            let Some(it) = self.places.get(*place) else { continue };
            let key = (it.path, it.kind, namespace_of(object));
            let (_, files) = found.entry(key).or_insert_with(|| (*place, BTreeSet::new()));
            files.insert(object.identity.owner.file);
        }
        let mut scopes = Vec::with_capacity(found.len());
        for ((path, kind, namespace), (place, files)) in found {
            let mut gaps: Vec<ScopeGap> = Vec::new();
            if self.unseen.touches(&self.places, place, namespace) {
                let touching = self.openings.iter().filter(|it| self.can_be(it, place, namespace));
                for gap in touching.map(|it| &it.gap) {
                    if !gaps.contains(gap) {
                        gaps.push(gap.clone());
                    }
                }
            }
            scopes.push(DeployScope {
                kind,
                place: if path.is_empty() { "." } else { path }.to_owned(),
                namespace: (!namespace.is_empty()).then(|| namespace.to_owned()),
                files: files.into_iter().collect(),
                gaps,
            });
        }
        scopes
    }

    /// Whether what was not seen can be in the namespace at the place.
    fn can_be(&self, opening: &Opening, place: usize, namespace: &str) -> bool {
        let is_meant = |it: &String| it == namespace;
        let is_any = opening.namespaces.is_empty();
        if self.are_related(opening.place, place) {
            return is_any || namespace.is_empty() || opening.namespaces.iter().any(is_meant);
        }
        opening.namespaces.iter().any(is_meant)
            || (is_any && self.named[opening.place].iter().any(is_meant))
    }
}

impl Reach {
    /// Marks `namespaces` at a place, or all of them: then those that objects there name, too.
    fn mark(
        &mut self,
        places: &[Place<'_>],
        place: usize,
        namespaces: &[String],
        named: &HashSet<String>,
    ) {
        let add = |marks: &mut Marks| {
            marks.is_any |= namespaces.is_empty();
            marks.namespaces.extend(namespaces.iter().cloned());
        };
        match places.get(place) {
            Some(Place { kind: ScopeKind::Folder, path }) => {
                add(self.down.entry((*path).to_owned()).or_default());
                above(path).for_each(|it| add(self.up.entry(it.to_owned()).or_default()));
            }
            _ => add(self.at.entry(place).or_default()),
        }
        self.named.extend(namespaces.iter().cloned());
        if namespaces.is_empty() {
            self.named.extend(named.iter().cloned());
        }
        self.is_anywhere = true;
    }

    fn touches(&self, places: &[Place<'_>], place: usize, namespace: &str) -> bool {
        if !namespace.is_empty() && self.named.contains(namespace) {
            return true;
        }
        let is = |marks: Option<&Marks>| marks.is_some_and(|it| it.touch(namespace));
        match places.get(place) {
            Some(Place { kind: ScopeKind::Folder, path }) => {
                is(self.up.get(*path))
                    || std::iter::once(*path).chain(above(path)).any(|it| is(self.down.get(it)))
            }
            _ => is(self.at.get(&place)),
        }
    }
}

/// The folders around a folder, the innermost first; the last is the one where paths begin.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |it| match it.rsplit_once('/') {
        Some((outer, _)) => Some(outer),
        None => (!it.is_empty()).then_some(""),
    })
    .skip(1)
}

/// What brings the objects of a file together that no kustomization refers to.
fn home<'f>(file: &'f File, given: &Given) -> (ScopeKind, &'f str) {
    let folder = file.folder();
    if given.stream.as_ref() == Some(&file.path) {
        return (ScopeKind::Stream, &file.path);
    }
    if file.recognition.dialect != Dialect::Template {
        return (ScopeKind::Folder, folder);
    }
    // The templates of a chart make what belongs to all of the chart.
    let mut chart = folder;
    while let Some((outer, name)) = chart.rsplit_once('/') {
        if name == "templates" {
            return (ScopeKind::Folder, outer);
        }
        chart = outer;
    }
    (ScopeKind::Folder, if chart == "templates" { "" } else { folder })
}

/// What a file hides that can belong to the objects of others, and the namespaces that it can be
/// in; `is_built` tells whether a kustomization in sight refers to the file.
fn gaps_of(file: &File, is_built: bool, given: &Given) -> Vec<(ScopeGap, Vec<String>)> {
    let gap =
        |at, message: &str| ScopeGap { path: file.path.clone(), at, message: message.to_owned() };
    let dialect = file.recognition.dialect;
    let is_manifest =
        matches!(dialect, Dialect::Kubernetes | Dialect::Kustomization | Dialect::KustomizePatch);
    if given.is_part && is_manifest {
        return vec![(gap(None, "only a part of what belongs together was handed in"), Vec::new())];
    }
    let mut found = Vec::new();
    match dialect {
        Dialect::Template if is_of_kubernetes(file) => {
            found.push((gap(None, "a template that something fills in"), stated(file.text())));
        }
        Dialect::Kustomization if !is_built => {
            found.push((gap(None, "a kustomization that was not followed"), Vec::new()));
        }
        Dialect::KustomizePatch if !is_built => {
            let message = "a patch of a kustomization that is not in sight";
            found.push((gap(None, message), stated(file.text())));
        }
        Dialect::Kubernetes if given.is_alone && !is_built => {
            found.push((gap(None, "the files beside it were not looked at"), Vec::new()));
        }
        _ => {}
    }
    if is_manifest {
        for position in &file.recognition.templates {
            let Some(document) = file.tree.documents().get(*position as usize) else { continue };
            let at = Span { file: file.id, range: document.range };
            let namespaces = stated(document.range.slice(file.text()));
            found.push((gap(Some(at), "a template that something fills in"), namespaces));
        }
        for error in file.errors.iter().filter(|it| hides(it)) {
            let at = Span { file: file.id, range: error.at };
            let document = document_around(file.text(), error.at.start() as usize);
            found.push((gap(Some(at), "a part that cannot be read"), stated(document)));
        }
    }
    found
}

/// Whether something was left out at the error.
fn hides(error: &SyntaxError) -> bool {
    !matches!(error.kind, SyntaxErrorKind::Tolerated | SyntaxErrorKind::DuplicateKey)
}

/// Whether a template can become manifests, as far as its text shows.
fn is_of_kubernetes(file: &File) -> bool {
    let text = file.text();
    text.contains("apiVersion") || !text.lines().any(|it| it.starts_with("services:"))
}

/// The document of a stream that the byte belongs to.
fn document_around(text: &str, offset: usize) -> &str {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind("\n---").map_or(0, |it| it + 1);
    let end = after.find("\n---").map_or(text.len(), |it| before.len() + it);
    text.get(start..end).unwrap_or(text)
}

/// The namespaces that a text which is no sound YAML names; none where it names none, or one that
/// cannot be told.
fn stated(text: &str) -> Vec<String> {
    const KEY: &str = "namespace:";
    let mut found: Vec<String> = Vec::new();
    for (offset, _) in text.match_indices(KEY) {
        let is_key = text[..offset].chars().next_back().is_none_or(|it| !it.is_alphanumeric());
        let value = text[offset + KEY.len()..].trim_start_matches([' ', '\t']);
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|it: char| !it.is_ascii_alphanumeric() && it != '-');
        let (value, rest) = value.split_at(end.unwrap_or(value.len()));
        let is_ended = rest.is_empty() || rest.starts_with(|it: char| " \t\r\n,}\"'".contains(it));
        if !is_key {
            continue;
        }
        if value.is_empty() || !is_ended {
            return Vec::new();
        }
        found.push(value.to_owned());
    }
    found.sort();
    found.dedup();
    found
}

/// The namespace that an object names; empty for none.
fn namespace_of(object: &Object) -> &str {
    object.namespace.known().map_or("", String::as_str)
}
