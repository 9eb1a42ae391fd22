//! The files that were handed in, to be found by path.

use std::collections::HashMap;

use plimsoll_diagnostics::FileId;
use plimsoll_facts::{
    File, FilesByPath,
    value::{Value, expand},
};
use plimsoll_syntax::path::{clean_path, within};

use super::names::is_default_name;

/// Every file that was handed in.
pub(super) struct Files<'f> {
    /// The folders that paths in files begin at, where they are not those of the files.
    folders: HashMap<FileId, String>,
    by_path: FilesByPath<'f>,
    by_id: HashMap<FileId, &'f File>,
    /// By folder, section and name: a file that declares it, and whether another one does too.
    declared: HashMap<(&'f str, &'f str, &'f str), (FileId, bool)>,
}

impl<'f> Files<'f> {
    /// An index of `files`; of several with one path, the first counts.
    pub(super) fn new(files: &'f [File]) -> Self {
        let by_path = FilesByPath::new(files);
        let by_id = files.iter().map(|file| (file.id, file)).collect();
        let mut declared = HashMap::new();
        for file in files.iter().filter(|it| it.recognition.dialect.is_compose()) {
            for (section, name) in declarations(file) {
                let (first, is_shared) =
                    declared.entry((file.folder(), section, name)).or_insert((file.id, false));
                *is_shared |= *first != file.id;
            }
        }
        let mut index = Self { folders: HashMap::new(), by_path, by_id, declared };
        for file in files.iter().filter(|it| it.recognition.dialect.is_compose()) {
            for (path, folder) in inclusions(file) {
                if let Some(included) = index.at(&path).map(|it| it.id) {
                    index.folders.entry(included).or_insert(folder);
                }
            }
        }
        index
    }

    /// Lets paths in `file`, which is laid over `base`, begin at the folder of that.
    pub(super) fn rebase(&mut self, file: &File, base: &File) {
        self.folders.insert(file.id, base.folder().to_owned());
    }

    /// Whether a file that is given to Compose together with the one with this id can declare
    /// `name` in `section`: one in the same folder does, or nothing but `-f` reads this one.
    pub(super) fn can_declare(&self, id: FileId, section: &str, name: &str) -> bool {
        let Some(file) = self.by_id(id) else { return false };
        let declared = self.declared.get(&(file.folder(), section, name));
        !is_default_name(file.name())
            || declared.is_some_and(|(first, is_shared)| *is_shared || *first != id)
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
        match self.folders.get(&file.id) {
            Some(folder) => self.by_path.at(&within(folder, path)),
            None => self.by_path.at(&file.beside(path)),
        }
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
    let sections = roots.filter_map(|root| tree.mapping(root)).flat_map(|root| root.entries);
    let mut found = Vec::new();
    for section in sections {
        let Some(entries) = tree.mapping(section.value) else { continue };
        for entry in entries.entries {
            found.push((tree.key_text(section), tree.key_text(entry)));
        }
    }
    found
}

/// The clean paths of the files that `file` includes and whose own paths begin elsewhere than in
/// their folders, with where: at the `project_directory` of the entry, else at the folder of the
/// first file of several.
pub(super) fn inclusions(file: &File) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let roots = file.tree.documents().iter().filter_map(|document| document.root);
    for root in roots.filter(|root| file.tree.member(*root, "include").is_some()) {
        let document = expand(&file.tree, file.id, root, &file.errors);
        for entry in document.get("include").map_or(&[][..], Value::items) {
            let Some(path) = entry.get("path") else { continue };
            let paths =
                if path.text().is_some() { std::slice::from_ref(path) } else { path.items() };
            let written = |it: &Value| Some(file.beside(&it.text()?.value));
            let directory = entry.str_at(&["project_directory"]).map(|it| file.beside(it));
            let first = || {
                let first = written(paths.first()?)?;
                Some(first.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()))
            };
            let Some(folder) = directory.or_else(first) else { continue };
            found.extend(paths.iter().filter_map(written).map(|path| (path, folder.clone())));
        }
    }
    found
}

/// Whether Compose would fetch `path`: a Git repository or an OCI artifact.
pub(super) fn is_remote(path: &str) -> bool {
    path.contains("://")
        || ["git@", "github.com/", "oci:"].iter().any(|prefix| path.starts_with(prefix))
}
