//! Files on a disk: reading what projects refer to, and replacing files whole or not at all.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    io::{self, Write},
    path::Path,
};

use plimsoll_linter::model::{
    File, Subjects,
    loader::{Given, Loader},
};
use rayon::prelude::*;

use crate::{input::shown, options::Files};

/// Reads files below one folder, and knows what the arguments say about projects.
pub(crate) struct Disk {
    root: String,
    given: Given,
}

impl Disk {
    /// What may be read for `arguments`: what is below the folder that plimsoll was started in, or
    /// below the one that is named where that is elsewhere.
    pub(crate) fn of(arguments: &Files) -> Self {
        let named = arguments.files.first().or(arguments.paths.first());
        let elsewhere = named.filter(|it| it.is_absolute() || it.starts_with(".."));
        let root = elsewhere.map_or_else(
            || ".".to_owned(),
            |path| {
                let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
                let folder = folder.unwrap_or_else(|| Path::new(".")).to_string_lossy();
                folder.trim_end_matches('/').to_owned()
            },
        );
        let project_files = arguments.files.iter().map(|it| shown(it)).collect();
        let text = |(name, value): (OsString, OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        let variables = match arguments.env {
            true => std::env::vars_os().filter_map(text).collect(),
            false => BTreeMap::new(),
        };
        let is_stream = |path: &Path| path == Path::new("-");
        let has_stream = arguments.paths.iter().any(|it| is_stream(it));
        let stream = has_stream.then(|| arguments.stdin_filename.clone());
        // A stream is what somebody has put together; a file that is named has others beside it.
        let is_alone = !arguments.paths.iter().any(|it| it.is_dir())
            && !arguments.paths.iter().all(|it| is_stream(it));
        Self { root, given: Given { project_files, variables, is_part: false, is_alone, stream } }
    }

    /// The same for files that are a part of what belongs together.
    pub(crate) fn of_part(arguments: &Files) -> Self {
        let mut it = Self::of(arguments);
        it.given.is_part = true;
        it
    }
}

impl Loader for Disk {
    fn root(&self) -> &str {
        &self.root
    }

    /// Symbolic links may not lead out of the folder.
    fn load(&self, path: &str) -> Option<String> {
        let root = fs::canonicalize(&self.root).ok()?;
        let real = fs::canonicalize(path).ok()?;
        if !real.starts_with(&root) {
            return None;
        }
        fs::read_to_string(real).ok()
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        Some(Path::new(path).is_file())
    }

    fn given(&self) -> Given {
        self.given.clone()
    }

    fn lower_each(&self, files: &[&File], lower: fn(&File) -> Subjects) -> Vec<Subjects> {
        files.par_iter().map(|it| lower(it)).collect()
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
