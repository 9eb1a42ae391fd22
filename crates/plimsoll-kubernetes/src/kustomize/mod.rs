//! Kustomizations, as far as they can be followed without building them: resources, bases and
//! components, patches, images, the namespace and the number of replicas.
//!
//! What a kustomization puts together is judged as a whole, each value where it is written. What
//! it needs a build for (charts, plugins, transformers, replacements) is a gap, and so is what is
//! not on this machine. Objects keep the names that are written: prefixes and suffixes change them together with
//! what refers to them, so they are only further names to be found by, and the hash behind a
//! generated one is in no file. A base is judged through the overlays that are in sight.
//!
//! Source: the reference of the kustomization file.

mod build;
mod merge;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use plimsoll_diagnostics::FileId;
use plimsoll_facts::{
    Dialect, File, FilesByPath, Recogniser,
    loader::{Loader, MAX_FETCHED, is_confined},
    subjects::{Gap, ObjectId, Subjects},
    value::{Content, Value, expand},
};
use plimsoll_syntax::path::clean_path;

use super::{
    manifest::{self, Manifest},
    object,
};
use build::Build;

/// What a folder's kustomization is called.
const NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// A kustomization that no other one refers to, built.
pub(crate) struct Root {
    /// The kustomization.
    pub(crate) file: FileId,
    /// Whether it is a component, which is a part of what includes it.
    pub(crate) is_component: bool,
    /// The positions of its objects among the subjects.
    pub(crate) objects: Range<usize>,
    /// The files that went into it.
    pub(crate) used: HashSet<FileId>,
    /// What could not be followed.
    pub(crate) gaps: Vec<Unseen>,
}

/// What a kustomization lacks.
pub(crate) struct Unseen {
    /// What it is.
    pub(crate) gap: Gap,
    /// The namespace that everything of it is put into.
    pub(crate) namespace: Option<String>,
}

/// The kustomizations among some files, each read once.
#[derive(Default)]
pub struct Kustomizations {
    /// Their only documents.
    documents: HashMap<FileId, Value>,
}

impl Kustomizations {
    /// Reads those of `files` that were not read yet.
    pub fn read(&mut self, files: &[File]) {
        for file in files {
            self.add(file);
        }
    }

    fn add(&mut self, file: &File) {
        let is_one = file.recognition.dialect == Dialect::Kustomization;
        if !is_one || self.documents.contains_key(&file.id) {
            return;
        }
        if let Some(root) = file.tree.documents().iter().find_map(|it| it.root) {
            self.documents.insert(file.id, expand(&file.tree, file.id, root, &file.errors));
        }
    }

    /// Adds to `files` what the kustomizations among them refer to, and what those do.
    pub fn complete(&mut self, files: &mut Vec<File>, loader: &dyn Loader, recognise: Recogniser) {
        let before = files.len();
        let mut known: HashSet<String> = files.iter().map(|it| clean_path(&it.path)).collect();
        let mut next = 0;
        while let Some(file) = files.get(next) {
            self.add(file);
            for path in self.references(file) {
                // A folder stands for the kustomization in it.
                let inside = NAMES.iter().map(|name| clean_path(&format!("{path}/{name}")));
                let candidates: Vec<String> = std::iter::once(path.clone()).chain(inside).collect();
                if candidates.iter().any(|it| known.contains(it)) {
                    continue;
                }
                for path in candidates {
                    if !is_confined(&path, loader.root()) || files.len() - before >= MAX_FETCHED {
                        continue;
                    }
                    let Ok(id) = u32::try_from(files.len()) else { continue };
                    if let Some(text) = loader.load(&path) {
                        known.insert(path.clone());
                        files.push(File::new(FileId(id), path, &text, recognise));
                        break;
                    }
                }
            }
            next += 1;
        }
    }

    /// The subjects of everything that the kustomizations among the first `handed_in` files put
    /// together. Components that nothing in sight includes are built alone, as `kustomize build`
    /// does; of kustomizations that refer to each other the first stands for all.
    pub(super) fn load(&self, files: &[File], handed_in: usize) -> (Subjects, Vec<Root>) {
        let mut subjects = Subjects::default();
        let mut roots: Vec<Root> = Vec::new();
        let by_path = FilesByPath::new(files);
        let referred: HashSet<FileId> = files
            .iter()
            .flat_map(|file| self.references(file))
            .filter_map(|path| Some(locate(&by_path, &path)?.id))
            .collect();
        let handed_in = files.get(..handed_in).unwrap_or(files);
        let (first, rest): (Vec<&File>, Vec<&File>) =
            handed_in.iter().partition(|it| !referred.contains(&it.id));
        for file in first.into_iter().chain(rest) {
            let is_circular = referred.contains(&file.id);
            if is_circular && roots.iter().any(|it| it.used.contains(&file.id)) {
                continue;
            }
            let mut build = Build::new(files, &by_path, &self.documents);
            let Some(built) = build.run(file) else { continue };
            for Unseen { gap, .. } in &build.gaps {
                // Overlays share what their bases lack.
                if !subjects.gaps.contains(gap) {
                    subjects.gaps.push(gap.clone());
                }
            }
            let before = subjects.objects.len();
            let manifests: Vec<(Manifest<'_>, &[String])> = built
                .objects
                .iter()
                .flat_map(|it| {
                    let manifests = manifest::objects(&it.value, it.document, built.is_open);
                    manifests.into_iter().map(|manifest| (manifest, &it.other_names[..]))
                })
                .collect();
            let (manifests, names): (Vec<_>, Vec<_>) = manifests.into_iter().unzip();
            for (manifest, names) in manifests.iter().zip(names) {
                let id = ObjectId(u32::try_from(subjects.objects.len()).unwrap_or(u32::MAX));
                object::lower(manifest, &manifests, &mut subjects);
                subjects.other_names.extend(names.iter().map(|name| (id, name.clone())));
            }
            let objects = before..subjects.objects.len();
            let document = self.documents.get(&file.id);
            let is_component = document.and_then(|it| it.str_at(&["kind"])) == Some("Component");
            let (used, gaps) = (build.used, build.gaps);
            roots.push(Root { file: file.id, is_component, objects, used, gaps });
        }
        (subjects, roots)
    }

    /// The files that kustomizations tie together, a list a group.
    pub fn groups(&self, files: &[File]) -> Vec<Vec<FileId>> {
        let by_path = FilesByPath::new(files);
        let mut groups: Vec<Vec<FileId>> = Vec::new();
        for file in files.iter().filter(|it| it.recognition.dialect == Dialect::Kustomization) {
            let paths = self.references(file);
            let mut group: Vec<FileId> =
                paths.iter().filter_map(|path| Some(locate(&by_path, path)?.id)).collect();
            group.push(file.id);
            let is_tied = |other: &Vec<FileId>| other.iter().any(|id| group.contains(id));
            let (tied, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_tied);
            groups = apart;
            group.extend(tied.into_iter().flatten());
            group.sort();
            group.dedup();
            groups.push(group);
        }
        groups.sort();
        groups
    }

    /// The clean paths that a kustomization refers to; none for other files.
    fn references(&self, file: &File) -> Vec<String> {
        let Some(document) = self.documents.get(&file.id) else { return Vec::new() };
        let mut found = Vec::new();
        let mut note = |value: Option<&Value>| {
            let text = value.and_then(Value::text).map_or("", |text| &*text.value);
            if is_local(text) {
                found.push(file.beside(text));
            }
        };
        for key in ["resources", "bases", "components", "patchesStrategicMerge"] {
            document.get(key).map_or(&[][..], Value::items).iter().for_each(|it| note(Some(it)));
        }
        for key in ["patches", "patchesJson6902"] {
            let patches = document.get(key).map_or(&[][..], Value::items);
            patches.iter().for_each(|it| note(it.get("path")));
        }
        found.sort();
        found.dedup();
        found
    }
}

/// The file at `path`, which is clean, or the kustomization in the folder that it names.
fn locate<'f>(files: &FilesByPath<'f>, path: &str) -> Option<&'f File> {
    files
        .at(path)
        .or_else(|| NAMES.iter().find_map(|name| files.at(&clean_path(&format!("{path}/{name}")))))
}

/// Whether the text is a path on this machine, in one line.
fn is_local(text: &str) -> bool {
    let is_remote = text.contains("://")
        || text.contains("?ref=")
        || text.starts_with("git@")
        || text.starts_with("github.com/");
    !text.is_empty() && !is_remote && !text.contains(['\n', '$', '{'])
}

/// Whether the value is a mapping.
const fn is_map(value: &Value) -> bool {
    matches!(value.content, Content::Map { .. })
}
