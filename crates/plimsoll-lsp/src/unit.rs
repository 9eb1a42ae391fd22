//! What is judged together: the least that gives an open document the findings that a run of the
//! command line over its folder gives it.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use ignore::{DirEntry, WalkBuilder};
use plimsoll_linter::model::compose;
use tower_lsp_server::ls_types::Uri;

use crate::document::Document;

/// Documents that are judged as one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Unit {
    /// The Compose file of a folder and its override, as `docker compose` finds them by name.
    Folder(PathBuf),
    /// A document on its own, with what it refers to.
    Alone(Uri),
    /// Everything below a folder, open or not; only for users who ask for it.
    Workspace(PathBuf),
}

/// What a document is to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interest {
    /// It is judged by its content.
    Judged,
    /// It configures the judging.
    Configuration,
    /// The client says that it is something else: a template, or no YAML.
    Silent,
}

/// The name of the file that configures a project.
pub(crate) const CONFIGURATION: &str = "plimsoll.toml";

/// The language ids of what something else turns into YAML, or fills in.
const SILENT: [&str; 4] = ["helm", "yaml.helm-values", "helm-values", "gotmpl"];

/// What `document` is to the server.
pub(crate) fn interest(document: &Document) -> Interest {
    if SILENT.contains(&document.language.as_str()) {
        return Interest::Silent;
    }
    if document.path.as_deref().and_then(Path::file_name).is_some_and(|it| it == CONFIGURATION) {
        return Interest::Configuration;
    }
    match document.language.as_str() {
        "toml" => Interest::Silent,
        _ => Interest::Judged,
    }
}

impl Unit {
    /// The unit of `document`.
    pub(crate) fn of(document: &Document) -> Self {
        let named = document.path.as_deref().and_then(|path| {
            let is_default = compose::is_default_name(path.file_name()?.to_str()?);
            is_default.then(|| path.parent()).flatten()
        });
        match named {
            Some(folder) => Self::Folder(folder.to_owned()),
            None => Self::Alone(document.uri.clone()),
        }
    }

    /// The files that it is made of, whether they are there or not.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => compose::default_names().map(|it| folder.join(it)).collect(),
            Self::Alone(uri) => crate::document::file_path(uri).into_iter().collect(),
            Self::Workspace(folder) => walk(folder),
        }
    }
}

/// The YAML files below `folder`, as `.gitignore` files say; what the command line walks over.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut walk = WalkBuilder::new(folder);
    walk.hidden(false).filter_entry(|it| it.file_name() != ".git");
    let files = walk.build().filter_map(Result::ok).map(DirEntry::into_path);
    let is_yaml = |path: &PathBuf| {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or("");
        ["yaml", "yml"].iter().any(|it| extension.eq_ignore_ascii_case(it)) && path.is_file()
    };
    let mut files: Vec<PathBuf> = files.filter(is_yaml).collect();
    files.sort();
    files
}

/// The folder that files are named from: the innermost of `folders` that holds `path`, else the
/// folder that it is in.
pub(crate) fn root(folders: &[PathBuf], path: &Path) -> PathBuf {
    let holding = folders.iter().filter(|it| path.starts_with(it));
    match holding.max_by_key(|it| it.components().count()) {
        Some(folder) => folder.clone(),
        None => path.parent().unwrap_or(path).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(uri: &str, language: &str) -> Document {
        Document::open(uri.parse().expect("an address"), language.into(), 1, "")
    }

    #[test]
    fn a_compose_file_and_its_override_are_one_unit() {
        let unit = |uri| Unit::of(&document(uri, "yaml"));
        assert_eq!(unit("file:///w/compose.yaml"), unit("file:///w/compose.override.yml"));
        assert_ne!(unit("file:///w/compose.yaml"), unit("file:///w/a/compose.yaml"));
        assert_ne!(unit("file:///w/compose.yaml"), unit("file:///w/pod.yaml"));
    }

    #[test]
    fn templates_are_left_to_their_tools() {
        let cases = [
            ("file:///w/a.yaml", "helm", Interest::Silent),
            ("file:///w/values.yaml", "yaml.helm-values", Interest::Silent),
            ("file:///w/a.yaml", "yaml", Interest::Judged),
            ("file:///w/compose.yaml", "dockercompose", Interest::Judged),
            ("untitled:Untitled-1", "yaml.docker-compose", Interest::Judged),
            ("file:///w/plimsoll.toml", "toml", Interest::Configuration),
            ("file:///w/Cargo.toml", "toml", Interest::Silent),
        ];
        for (uri, language, expected) in cases {
            assert_eq!(interest(&document(uri, language)), expected, "{uri} {language}");
        }
    }

    #[test]
    fn files_are_named_from_the_innermost_folder() {
        let folders = [PathBuf::from("/w"), PathBuf::from("/w/inner")];
        let root = |path| root(&folders, Path::new(path));
        assert_eq!(root("/w/a/b.yaml"), Path::new("/w"));
        assert_eq!(root("/w/inner/b.yaml"), Path::new("/w/inner"));
        assert_eq!(root("/elsewhere/b.yaml"), Path::new("/elsewhere"));
    }
}
