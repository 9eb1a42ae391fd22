//! Files that nobody handed in and that Compose files refer to.

use super::files::{beside, is_remote};
use crate::{
    file::File,
    syntax::path::{clean_path, is_at_or_below},
    value::{Content, Value, expand},
};

/// Gets the text of files that Compose files refer to.
///
/// The model opens nothing itself, and asks only for paths at or below [`Loader::root`], in the
/// spelling of the paths of files.
pub trait Loader {
    /// The folder that files may come from; `.` for relative paths that do not leave it.
    fn root(&self) -> &str;

    /// The text of the file at `path`, if there is one that can be read.
    fn load(&self, path: &str) -> Option<String>;
}

/// How many files are fetched for one project, whatever it refers to.
const MAX_FETCHED: usize = 1_000;

/// Adds to `files` what the Compose files among them include and extend, and what those do.
pub(crate) fn complete(files: &mut Vec<File>, loader: &dyn Loader) {
    let handed_in = files.len();
    let mut next = 0;
    while let Some(file) = files.get(next) {
        let is_read = file.recognition.dialect.is_compose() || next >= handed_in;
        let mut wanted = if is_read { references(file) } else { Vec::new() };
        wanted.retain(|path| is_confined(path, loader.root()));
        for path in wanted {
            let is_there = files.iter().any(|it| clean_path(&it.path) == path);
            if is_there || files.len() - handed_in >= MAX_FETCHED {
                continue;
            }
            if let (Some(text), Ok(id)) = (loader.load(&path), u32::try_from(files.len())) {
                files.push(File::new(plimsoll_diagnostics::FileId(id), path, &text));
            }
        }
        next += 1;
    }
}

fn is_confined(path: &str, root: &str) -> bool {
    match root {
        "" | "." => !path.starts_with('/') && path != ".." && !path.starts_with("../"),
        root => is_at_or_below(path, root),
    }
}

/// The clean paths that `file` includes or extends services of; those with variables are left out.
fn references(file: &File) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut note = |value: Option<&Value>| {
        let Some(text) = value.and_then(Value::text) else { return };
        if !text.value.contains('$') && !is_remote(&text.value) && !text.value.is_empty() {
            found.push(beside(file, &text.value));
        }
    };
    for root in file.tree.documents().iter().filter_map(|document| document.root) {
        let document = expand(&file.tree, file.id, root, &file.errors);
        for entry in document.get("include").map_or(&[][..], Value::items) {
            let path = entry.get("path").unwrap_or(entry);
            match &path.content {
                Content::List { items, .. } => items.iter().for_each(|it| note(Some(it))),
                _ => note(Some(path)),
            }
        }
        for service in document.get("services").map_or(&[][..], Value::members) {
            note(service.value.dig(&["extends", "file"]));
        }
    }
    found.sort();
    found.dedup();
    found
}
