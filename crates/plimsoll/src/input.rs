//! From arguments to parsed files.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use ignore::WalkBuilder;
use plimsoll_linter::{diagnostics::FileId, model::File};
use rayon::prelude::*;

use crate::arguments::Files;

/// A file larger than this, in bytes, is not one that a person wrote.
const MAX_SIZE: u64 = 32 * 1024 * 1024;

/// What was read, and what could not be.
pub(crate) struct Input {
    /// The files, by path; ids are positions.
    pub(crate) files: Vec<File>,
    /// Paths that could not be read, with why.
    pub(crate) failed: Vec<(PathBuf, String)>,
}

/// Reads and parses what `arguments` name. Folders are walked as `.gitignore` files say.
pub(crate) fn read(arguments: &Files) -> Result<Input> {
    let mut paths = Vec::new();
    let mut failed = Vec::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    for path in &arguments.paths {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
            match String::from_utf8(bytes) {
                Ok(text) => texts.push((arguments.stdin_filename.clone(), text)),
                Err(_) => failed.push((PathBuf::from("-"), "not UTF-8".to_owned())),
            }
        } else if path.is_dir() {
            walk(path, &mut paths, &mut failed);
        } else {
            paths.push(path.clone());
        }
    }
    paths.sort();
    paths.dedup();
    let read: Vec<(PathBuf, Result<String, String>)> =
        paths.into_par_iter().map(|path| (path.clone(), text(&path))).collect();
    for (path, text) in read {
        match text {
            Ok(text) => texts.push((shown(&path), text)),
            Err(why) => failed.push((path, why)),
        }
    }
    let files = texts
        .into_par_iter()
        .enumerate()
        .map(|(index, (path, text))| {
            File::new(FileId(u32::try_from(index).unwrap_or(u32::MAX)), path, &text)
        })
        .collect();
    Ok(Input { files, failed })
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>, failed: &mut Vec<(PathBuf, String)>) {
    for entry in
        WalkBuilder::new(folder).hidden(false).filter_entry(|it| it.file_name() != ".git").build()
    {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|it| it.is_file() || it.is_symlink());
                let is_yaml = entry.path().extension().is_some_and(|it| {
                    ["yaml", "yml"].iter().any(|known| it.eq_ignore_ascii_case(known))
                });
                if is_file && is_yaml && entry.path().is_file() {
                    paths.push(entry.into_path());
                }
            }
            Err(error) => failed.push((folder.to_owned(), error.to_string())),
        }
    }
}

fn text(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MAX_SIZE {
        return Err(format!("larger than {} MiB", MAX_SIZE / 1024 / 1024));
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

/// The path as reports show it: without a leading `./`.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned()
}
