//! Files on a disk: reading what projects refer to, and replacing files whole or not at all.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use plimsoll_linter::model::compose::Loader;

/// Reads files below the folder that plimsoll was started in.
pub(crate) struct Disk;

impl Loader for Disk {
    fn root(&self) -> &'static str {
        "."
    }

    /// Symbolic links may not lead out of the folder.
    fn load(&self, path: &str) -> Option<String> {
        let root = fs::canonicalize(".").ok()?;
        let real = fs::canonicalize(path).ok()?;
        if !real.starts_with(&root) {
            return None;
        }
        fs::read_to_string(real).ok()
    }
}

/// Replaces the content of the file: it is there as before or as `text`, never in between.
/// Its permissions stay, and a symbolic link goes on pointing at the file that is replaced.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real = fs::canonicalize(path)?;
    let folder = real.parent().unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    fs::set_permissions(file.path(), fs::metadata(&real)?.permissions())?;
    file.persist(&real)?;
    Ok(())
}
