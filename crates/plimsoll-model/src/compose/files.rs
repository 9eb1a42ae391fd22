//! The files that were handed in, to be found by path.

use std::collections::HashMap;

use plimsoll_diagnostics::FileId;

use crate::{file::File, syntax::path::clean_path};

/// Every file that was handed in.
pub(super) struct Files<'f> {
    by_path: HashMap<String, &'f File>,
    by_id: HashMap<FileId, &'f File>,
}

impl<'f> Files<'f> {
    /// An index of `files`; of several with one path, the first counts.
    pub(super) fn new(files: &'f [File]) -> Self {
        let mut by_path = HashMap::with_capacity(files.len());
        for file in files {
            by_path.entry(clean_path(&file.path)).or_insert(file);
        }
        Self { by_path, by_id: files.iter().map(|file| (file.id, file)).collect() }
    }

    /// The file with this id.
    pub(super) fn by_id(&self, id: FileId) -> Option<&'f File> {
        self.by_id.get(&id).copied()
    }

    /// The file that `path`, written in `file`, names.
    pub(super) fn beside(&self, file: &File, path: &str) -> Option<&'f File> {
        self.by_path.get(&beside(file, path)).copied()
    }
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
