//! What files there are: open documents laid over the disk.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use plimsoll_linter::model::loader::{Given, Loader};

use crate::document::{Document, clean};

/// A file larger than this, in bytes, is not one that a person wrote.
const MAX_SIZE: u64 = 32 * 1024 * 1024;

/// Every open document with a path, by path.
pub(crate) type Open = HashMap<PathBuf, Arc<Document>>;

/// Open documents laid over the files below a folder. It notes what it was asked for, there or
/// not, so that a change to one of those can be noticed.
pub(crate) struct Overlay {
    root: PathBuf,
    open: Arc<Open>,
    asked: Mutex<BTreeSet<PathBuf>>,
}

impl Overlay {
    /// What is at or below `root`.
    pub(crate) fn new(root: PathBuf, open: Arc<Open>) -> Self {
        Self { root, open, asked: Mutex::new(BTreeSet::new()) }
    }

    fn note(&self, path: &Path) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }

    /// Whether there is something at the absolute `path`: a file or a folder.
    pub(crate) fn is_there(&self, path: &Path) -> bool {
        self.note(path);
        self.open.contains_key(path) || path.exists()
    }

    /// The text of the file at the absolute `path`, be that outside of the folder.
    pub(crate) fn text_anywhere(&self, path: &Path) -> Option<String> {
        self.note(path);
        match self.open.get(path) {
            Some(document) => Some(document.text.to_string()),
            None => fs::read_to_string(path).ok(),
        }
    }

    /// The text of the file at the absolute `path`, if it is in the folder.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        self.note(path);
        if let Some(document) = self.open.get(path) {
            return Some(document.text.to_string());
        }
        // A symbolic link may not lead out of the folder.
        let root = fs::canonicalize(&self.root).ok()?;
        let real = fs::canonicalize(path).ok()?;
        let is_fit = fs::metadata(&real).is_ok_and(|it| it.is_file() && it.len() <= MAX_SIZE);
        if !is_fit || !real.starts_with(&root) {
            return None;
        }
        fs::read_to_string(real).ok()
    }

    /// The open document at the absolute `path`.
    pub(crate) fn open_at(&self, path: &Path) -> Option<Arc<Document>> {
        self.open.get(path).cloned()
    }

    /// The paths that were asked for.
    pub(crate) fn asked(self) -> BTreeSet<PathBuf> {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// `path` as files of a project are named: relative to the folder, with forward slashes.
    pub(crate) fn name(&self, path: &Path) -> String {
        name(&self.root, path)
    }
}

impl Loader for Overlay {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, path: &str) -> Option<String> {
        self.text(&clean(&self.root.join(path)))
    }

    /// A document is judged without those beside it, but for what it names.
    fn given(&self) -> Given {
        Given { is_alone: true, ..Given::default() }
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        let path = clean(&self.root.join(path));
        Some(Self::is_there(self, &path) && !path.is_dir())
    }
}

/// `path` relative to `root`, with forward slashes.
pub(crate) fn name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
