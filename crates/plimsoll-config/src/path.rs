//! Absolute paths, as text: no file system is asked.

use plimsoll_model::syntax::path::{clean_path, has_drive};

/// The absolute, clean form of `path`, which is relative to the absolute `folder` unless it is
/// absolute itself. Backslashes become slashes.
#[must_use]
pub fn absolute(folder: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    if path.starts_with('/') || has_drive(&path) {
        return clean_path(&path);
    }
    clean_path(&format!("{folder}/{path}"))
}

/// The folder that holds the file or folder at the absolute `path`; `/` holds itself.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) | None => "/",
        Some((folder, _)) => folder,
    }
}

/// `path` relative to `folder`, both absolute and clean; `None` where it is not below.
#[must_use]
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder)?;
    if folder.ends_with('/') { Some(rest) } else { rest.strip_prefix('/') }
}
