//! How files are got that nobody handed in, and what a user says about projects beyond their files.
//!
//! Nothing is opened here: whoever embeds the library has a disk, an editor or nothing at all.

use std::collections::BTreeMap;

use plimsoll_syntax::path::is_at_or_below;

use crate::{file::File, subjects::Subjects};

/// Gets the text of files that Compose files refer to.
///
/// The model opens nothing itself, and asks only for paths at or below [`Loader::root`], in the
/// spelling of the paths of files.
pub trait Loader {
    /// The folder that files may come from; `.` for relative paths that do not leave it.
    fn root(&self) -> &str;

    /// The text of the file at `path`, if there is one that can be read.
    fn load(&self, path: &str) -> Option<String>;

    /// Whether there is a file at `path`, whatever it holds; `None` where nobody knows.
    fn is_there(&self, path: &str) -> Option<bool> {
        let _ = path;
        None
    }

    /// What the user says about projects beyond their files.
    fn given(&self) -> Given {
        Given::default()
    }

    /// What `lower` makes of each of the files, in their order. The model has no threads; who has
    /// some can put them to use here.
    fn lower_each(&self, files: &[&File], lower: fn(&File) -> Subjects) -> Vec<Subjects> {
        files.iter().copied().map(lower).collect()
    }
}

/// Nothing but the files that were handed in.
pub struct Alone;

impl Loader for Alone {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, _: &str) -> Option<String> {
        None
    }
}

/// What a user says about projects beyond their files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The paths of the files that make one project, the first being the base (`-f`); empty where
    /// names and folders decide.
    pub project_files: Vec<String>,
    /// Variables that count more than those of any `.env`.
    pub variables: BTreeMap<String, String>,
    /// Whether the files are a part of what belongs together, as those of a commit are: then it is
    /// never certain that something is missing, and kustomizations are not followed.
    pub is_part: bool,
    /// Whether nobody looked at the files beside these: all that these say counts, and it is never
    /// certain that something is missing.
    pub is_alone: bool,
    /// The path that standard input goes by, where it is one of the files: somebody has put it
    /// together, and nothing is beside it.
    pub stream: Option<String>,
}

/// How many files are fetched for one project, whatever it refers to.
pub const MAX_FETCHED: usize = 1_000;

/// Whether the clean `path` may be fetched where files come from `root`.
pub fn is_confined(path: &str, root: &str) -> bool {
    match root {
        "" | "." => !path.starts_with('/') && path != ".." && !path.starts_with("../"),
        root => is_at_or_below(path, root),
    }
}
