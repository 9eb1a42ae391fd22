//! The files that were handed in, to be found by path.

use std::collections::{HashMap, HashSet};

use plimsoll_diagnostics::FileId;

use crate::{
    file::{File, FilesByPath},
    syntax::path::clean_path,
};

/// Every file that was handed in.
pub(super) struct Files<'f> {
    by_path: FilesByPath<'f>,
    by_id: HashMap<FileId, &'f File>,
    declared: HashSet<(&'f str, &'f str)>,
}

impl<'f> Files<'f> {
    /// An index of `files`; of several with one path, the first counts.
    pub(super) fn new(files: &'f [File]) -> Self {
        let by_path = FilesByPath::new(files);
        let by_id = files.iter().map(|file| (file.id, file)).collect();
        let mut declared = HashSet::new();
        for file in files.iter().filter(|it| it.recognition.dialect.is_compose()) {
            declared.extend(declarations(file));
        }
        Self { by_path, by_id, declared }
    }

    /// Whether some Compose file declares `name` in `section`.
    pub(super) fn declare(&self, section: &str, name: &str) -> bool {
        self.declared.contains(&(section, name))
    }

    /// The file with this id.
    pub(super) fn by_id(&self, id: FileId) -> Option<&'f File> {
        self.by_id.get(&id).copied()
    }

    /// The file at `path`.
    pub(super) fn at(&self, path: &str) -> Option<&'f File> {
        self.by_path.at(&clean_path(path))
    }

    /// The file that `path`, written in `file`, names.
    pub(super) fn beside(&self, file: &File, path: &str) -> Option<&'f File> {
        self.by_path.at(&beside(file, path))
    }

    /// The file that `path`, written in the file with this id, names.
    pub(super) fn from(&self, id: FileId, path: &str) -> Option<&'f File> {
        self.beside(self.by_id(id)?, path)
    }
}

/// What the sections at the top level of `file` declare.
fn declarations(file: &File) -> Vec<(&str, &str)> {
    let tree = &file.tree;
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let sections = roots.filter_map(|root| tree.mapping(root)).flat_map(|root| &root.entries);
    let mut found = Vec::new();
    for section in sections {
        let Some(entries) = tree.mapping(section.value) else { continue };
        for entry in &entries.entries {
            found.push((tree.key_text(section), tree.key_text(entry)));
        }
    }
    found
}

/// The clean path that `path`, written in `file`, means.
pub(super) fn beside(file: &File, path: &str) -> String {
    match file.path.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => clean_path(&format!("{folder}/{path}")),
        _ => clean_path(path),
    }
}

/// Whether Compose would fetch `path`: a Git repository or an OCI artifact.
pub(super) fn is_remote(path: &str) -> bool {
    path.contains("://")
        || ["git@", "github.com/", "oci:"].iter().any(|prefix| path.starts_with(prefix))
}
