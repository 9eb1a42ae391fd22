//! From arguments to parsed files.

use std::{
    collections::HashSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use ignore::{Match, WalkBuilder, gitignore::Gitignore};
use plimsoll_linter::{
    Configured,
    config::Inclusion,
    diagnostics::FileId,
    model::{File, compose, new_file},
};
use rayon::prelude::*;

use crate::{
    configuration::{self, Choice},
    options::Files,
};

/// A file larger than this, in bytes, is not one that a person wrote.
const MAX_SIZE: u64 = 32 * 1024 * 1024;

/// What was read, and what could not be.
pub(crate) struct Input {
    /// The files, by path; ids are positions.
    pub(crate) files: Vec<File>,
    /// Paths that could not be read, with why.
    pub(crate) failed: Vec<(PathBuf, String)>,
    /// Files that a configuration excludes.
    pub(crate) excluded: Vec<String>,
    /// How many files and folders `.gitignore` leaves out of the folders that were named, where
    /// they could hold something to judge.
    pub(crate) ignored: usize,
}

/// The files that arguments name, not yet read.
pub(crate) struct Found {
    /// Paths as reports show them, in order; with the one of standard input.
    paths: Vec<(String, Source)>,
    failed: Vec<(PathBuf, String)>,
    ignored: usize,
}

/// Where a text comes from.
enum Source {
    /// It was named.
    Named(PathBuf),
    /// It lies in a folder that was named.
    Walked(PathBuf),
    /// Standard input.
    Text(String),
}

/// Finds what `arguments` name. Folders are walked as `.gitignore` files say.
pub(crate) fn find(arguments: &Files) -> Result<Found> {
    let mut found = Found { paths: Vec::new(), failed: Vec::new(), ignored: 0 };
    let named = if arguments.files.is_empty() { &arguments.paths } else { &arguments.files };
    for path in named {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
            match String::from_utf8(bytes) {
                Ok(text) => {
                    found.paths.push((arguments.stdin_filename.clone(), Source::Text(text)));
                }
                Err(_) => found.failed.push((PathBuf::from("-"), "not UTF-8".to_owned())),
            }
        } else if path.is_dir() {
            walk(path, &mut found);
        } else {
            found.paths.push((shown(path), Source::Named(path.clone())));
        }
    }
    let is_nothing_named = *named == [Path::new(".")];
    if is_nothing_named && found.failed.is_empty() && !found.paths().any(is_yaml) {
        found.paths.extend(further_up());
    }
    found.in_order();
    Ok(found)
}

impl Found {
    fn in_order(&mut self) {
        self.paths.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.paths.dedup_by(|(one, _), (other, _)| one == other);
    }

    /// The paths as reports show them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|(path, _)| path.as_str())
    }

    /// Reads and parses what `configured` does not leave out.
    pub(crate) fn read(self, configured: &Configured) -> Input {
        let mut excluded = Vec::new();
        let mut wanted = Vec::new();
        for (path, source) in self.paths {
            let is_walked = matches!(source, Source::Walked(_));
            match configured.settings(&path).map(|it| it.inclusion(&path)) {
                Some(Inclusion::Excluded(_)) => excluded.push(path),
                Some(Inclusion::NotIncluded) if is_walked => {}
                None | Some(Inclusion::ByDefault) if is_walked && !is_yaml(&path) => {}
                _ => wanted.push((path, source)),
            }
        }
        // Each text is let go of before the next one is read: together they can be large.
        let read: Vec<Result<File, (String, String)>> = wanted
            .into_par_iter()
            .map(|(path, source)| {
                let text = match source {
                    Source::Text(text) => Ok(text),
                    Source::Named(it) | Source::Walked(it) => text(&it),
                };
                match text {
                    Ok(text) => Ok(new_file(FileId(0), path, &text)),
                    Err(why) => Err((path, why)),
                }
            })
            .collect();
        let mut failed = self.failed;
        let mut files = Vec::with_capacity(read.len());
        for file in read {
            match file {
                Ok(mut file) => {
                    file.id = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX));
                    files.push(file);
                }
                Err((path, why)) => failed.push((PathBuf::from(path), why)),
            }
        }
        Input { files, failed, excluded, ignored: self.ignored }
    }
}

/// Reads and parses what `arguments` name, and what Docker Compose lays over it, by the configuration
/// that `choice` asks for.
pub(crate) fn read(arguments: &Files, choice: &Choice) -> Result<(Input, Configured)> {
    let mut found = find(arguments)?;
    if arguments.files.is_empty() {
        overlay(&mut found);
        found.in_order();
    }
    of_found(found, choice)
}

/// The same for exactly what `arguments` name.
pub(crate) fn read_named(arguments: &Files, choice: &Choice) -> Result<(Input, Configured)> {
    of_found(find(arguments)?, choice)
}

fn of_found(found: Found, choice: &Choice) -> Result<(Input, Configured)> {
    let configured = choice.configure(found.paths())?;
    configuration::complain(&configured)?;
    let input = found.read(&configured);
    Ok((input, configured))
}

/// The Compose file of a folder further up, where Compose looks for it.
fn further_up() -> Option<(String, Source)> {
    const NAMES: [&str; 4] =
        ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
    let here = std::env::current_dir().ok()?;
    let mut folders = here.ancestors().skip(1).enumerate();
    folders.find_map(|(index, folder)| {
        let name = NAMES.iter().find(|name| folder.join(name).is_file())?;
        let path = format!("{}{name}", "../".repeat(index + 1));
        Some((path.clone(), Source::Named(PathBuf::from(path))))
    })
}

/// Adds the file that `docker compose` lays over a base, where one of them was found: it does so
/// without being asked, whatever Git ignores. Who wants the base alone says so with `-f`.
fn overlay(found: &mut Found) {
    let known: HashSet<String> = found.paths().map(str::to_owned).collect();
    let mut overrides = Vec::new();
    for (path, source) in &found.paths {
        let (folder, name) =
            path.rsplit_once('/').map_or(("", &**path), |(folder, name)| (folder, name));
        let Some(name) = compose::override_of(name, |it| beside(folder, it).is_file()) else {
            continue;
        };
        let over = beside(folder, name);
        let shown = shown(&over);
        if known.contains(&shown) {
            continue;
        }
        overrides.push((
            shown,
            match source {
                Source::Walked(_) => Source::Walked(over),
                Source::Named(_) => Source::Named(over),
                Source::Text(_) => continue,
            },
        ));
    }
    let walked = overrides.iter().filter(|it| matches!(it.1, Source::Walked(_))).count();
    found.ignored = found.ignored.saturating_sub(walked);
    found.paths.extend(overrides);
}

/// What keeps the file out of runs over its folder: the `.gitignore` with its line, and what that
/// says.
pub(crate) fn ignored_by(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    for folder in path.ancestors().skip(1) {
        let file = folder.join(".gitignore");
        let (rules, _) = Gitignore::new(&file);
        if let Match::Ignore(rule) = rules.matched_path_or_any_parents(&path, false) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            let line = text.lines().position(|it| it.trim_end() == rule.original());
            let line = line.map_or(1, |it| it + 1);
            let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
            let file = file.strip_prefix(&here).unwrap_or(&file).display();
            return Some(format!("{file}:{line} says `{}`", rule.original()));
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

fn beside(folder: &str, name: &str) -> PathBuf {
    if folder.is_empty() { PathBuf::from(name) } else { Path::new(folder).join(name) }
}

fn is_yaml(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    ["yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn walk(folder: &Path, found: &mut Found) {
    let mut inside: Vec<PathBuf> = Vec::new();
    let before = found.paths.len();
    for entry in
        WalkBuilder::new(folder).hidden(false).filter_entry(|it| it.file_name() != ".git").build()
    {
        match entry {
            Ok(entry) => {
                if entry.file_type().is_some_and(|it| it.is_dir()) {
                    inside.push(entry.path().to_owned());
                }
                let is_file = entry.file_type().is_some_and(|it| it.is_file() || it.is_symlink());
                if is_file && entry.path().is_file() {
                    found.paths.push((shown(entry.path()), Source::Walked(entry.into_path())));
                }
            }
            Err(error) => found.failed.push((folder.to_owned(), error.to_string())),
        }
    }
    let files = found.paths[before..].iter().filter_map(|(_, source)| match source {
        Source::Walked(path) => Some(path.clone()),
        _ => None,
    });
    let seen: HashSet<PathBuf> = files.chain(inside.iter().cloned()).collect();
    found.ignored += inside.iter().map(|it| ignored_in(it, &seen)).sum::<usize>();
}

/// How many entries of a folder that was walked were left out: folders, and files that could be
/// judged.
fn ignored_in(folder: &Path, seen: &HashSet<PathBuf>) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let is_left_out = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let could_be = || match entry.file_type() {
            Ok(it) if it.is_dir() => name != ".git",
            _ => is_yaml(&name.to_string_lossy()),
        };
        !seen.contains(&entry.path()) && could_be()
    };
    entries.filter_map(Result::ok).filter(is_left_out).count()
}

/// The text of the file at `path`, or why there is none.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MAX_SIZE {
        return Err(format!("larger than {} MiB", MAX_SIZE / 1024 / 1024));
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

/// The path as reports show it: without a leading `./`.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned()
}
