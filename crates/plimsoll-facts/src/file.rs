//! One file of a project: its text, its tree and what it was recognised as.

use std::collections::HashMap;

use plimsoll_diagnostics::{FileId, LineIndex, TextRange};
use plimsoll_syntax::path::{clean_path, within};
use plimsoll_yaml::{Parse, SyntaxError, Tree};

use crate::{
    dialect::Recognition,
    site::{Origin, Site},
};

/// Says what the file at a path, written with forward slashes, is; the text, and what was made of
/// it.
pub type Recogniser = fn(path: &str, text: &str, parse: &Parse) -> Recognition;

/// A file that was handed in.
#[derive(Clone, Debug)]
pub struct File {
    /// Its place in the project.
    pub id: FileId,
    /// Its path as it was handed in, with forward slashes.
    pub path: String,
    /// What it was recognised as.
    pub recognition: Recognition,
    /// What could be read of it.
    pub tree: Tree,
    /// What could not.
    pub errors: Vec<SyntaxError>,
    /// Where its lines begin.
    pub lines: LineIndex,
}

impl File {
    /// Parses `text` and asks `recognise` what it is; never fails.
    #[must_use]
    pub fn new(id: FileId, path: impl Into<String>, text: &str, recognise: Recogniser) -> Self {
        let path = path.into().replace('\\', "/");
        let parse = plimsoll_yaml::parse(text);
        let recognition = recognise(&path, text, &parse);
        let lines = LineIndex::new(text);
        Self { id, path, recognition, tree: parse.tree, errors: parse.errors, lines }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder, without the last slash; empty for the current one.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The clean path that `path`, written in this file, means.
    #[must_use]
    pub fn beside(&self, path: &str) -> String {
        let is_at_root = self.path.starts_with('/') && self.folder().is_empty();
        within(if is_at_root { "/" } else { self.folder() }, path)
    }

    /// The bytes that a person looks at for `site`, which is in this file.
    #[must_use]
    pub fn range(&self, site: &Site) -> TextRange {
        site.part().unwrap_or_else(|| self.range_of(site.at))
    }

    /// The bytes that a person looks at for a node of this file: a scalar itself, the first line
    /// of a collection.
    #[must_use]
    pub fn range_of(&self, origin: Origin) -> TextRange {
        let node = self.tree.node(origin.node);
        let range = match (self.tree.anchor(origin.node), node.range.is_empty()) {
            (Some(anchor), true) => anchor.range,
            _ => node.range,
        };
        let text = range.slice(self.text());
        let first_line = text.split(['\n', '\r']).next().unwrap_or("").trim_end();
        if first_line.len() < text.len() {
            return TextRange::from_usize(0, first_line.len()).shifted(range.start());
        }
        if range.is_empty() {
            // A value that is left out: point at its key.
            if let Some(entry) = self.tree.entry_of(origin.node) {
                return self.tree.node(entry.key).range;
            }
        }
        range
    }
}

/// Files to be found by path.
#[derive(Debug)]
pub struct FilesByPath<'f>(HashMap<String, &'f File>);

impl<'f> FilesByPath<'f> {
    /// An index of `files`; of several with one path, the first counts.
    #[must_use]
    pub fn new(files: &'f [File]) -> Self {
        let mut by_path = HashMap::with_capacity(files.len());
        for file in files {
            by_path.entry(clean_path(&file.path)).or_insert(file);
        }
        Self(by_path)
    }

    /// The file with this path, which has to be clean.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&'f File> {
        self.0.get(path).copied()
    }
}
