//! What Docker Compose refuses, against findings that say so: `platform: refuses`, for both
//! versions whose answers are known.
//!
//! Prints how often both agree, and fails on nothing yet.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use plimsoll_diagnostics::FileId;
use plimsoll_linter::{Linter, Settings};
use plimsoll_model::{
    File, Version,
    loader::{Given, Loader},
    new_file,
};
use serde::Deserialize;

use super::refusals::{self, Row};

/// The versions that were asked.
const OLDER: Version = Version::new(2, 40);
const NEWER: Version = Version::new(5, 7);

/// Begins the key that names the files of a case where they are not the default ones.
const NAMED: &str = "FILES ";

#[derive(Deserialize)]
struct Case {
    case: String,
    /// The one file, where there is one.
    text: Option<String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    accepted: bool,
    #[serde(default)]
    error: String,
    /// Where the newer version decides otherwise.
    accepted_5: Option<bool>,
    error_5: Option<String>,
}

/// Prints how often findings agree with the answers in the folder `oracles`.
///
/// # Errors
///
/// If an answer cannot be read.
pub(crate) fn run(oracles: &Path, is_shown: bool) -> Result<()> {
    let folder = oracles.join("compose_loader");
    for version in [OLDER, NEWER] {
        let mut settings = Settings::all();
        settings.parameters.compose_version = version;
        let linter = Linter::new(settings);
        for file in ["cases", "cases5", "generated", "mutations"] {
            let cases: Vec<Case> = refusals::read(&folder.join(format!("{file}.jsonl")))?;
            let rows = refusals::ask(&cases, |it| it.judged(&linter, version));
            refusals::print(&format!("compose {version}, {file}"), &rows, is_shown);
        }
    }
    Ok(())
}

impl Case {
    fn judged(&self, linter: &Linter, version: Version) -> Row {
        let world = World::of(self);
        let report = linter.check_with(world.read(), &world);
        let is_newer = version == NEWER;
        let accepted = self.accepted_5.filter(|_| is_newer).unwrap_or(self.accepted);
        let error = self.error_5.as_ref().filter(|_| is_newer).unwrap_or(&self.error);
        let error = if accepted { "" } else { error };
        Row {
            name: self.case.clone(),
            kind: self.kind(),
            accepted,
            error: error.replace('\n', " "),
            fields: Vec::new(),
            said: refusals::said(&report),
            is_complete: report.coverage.is_complete(),
        }
    }

    /// The kind of change, of a case that is one.
    fn kind(&self) -> String {
        let changed = self.text.as_ref().and_then(|_| self.case.split(" #").next());
        changed.and_then(|it| it.rsplit(' ').next()).unwrap_or("project").to_owned()
    }
}

/// The files of a case, every one below the folder that it is run in.
struct World {
    files: BTreeMap<String, String>,
    /// Those that Compose is told to read, in order; empty where it looks for them.
    named: Vec<String>,
}

impl World {
    fn of(case: &Case) -> Self {
        let mut files = case.files.clone();
        if let Some(text) = &case.text {
            files.insert("compose.yaml".to_owned(), text.clone());
            let empty = ["a.env", "l.env", "s", "c"];
            files.extend(empty.map(|it| (it.to_owned(), String::new())));
            let included = "services: {inc: {image: \"nginx:1.27\"}}\n";
            files.insert("inc.yaml".to_owned(), included.to_owned());
        }
        let list = files.keys().find_map(|it| it.strip_prefix(NAMED)).map(str::to_owned);
        files.retain(|path, _| !path.starts_with(NAMED));
        let named = list.iter().flat_map(|it| it.split(' ')).map(str::to_owned).collect();
        Self { files, named }
    }

    /// What is handed in: the files that Compose reads by itself.
    fn read(&self) -> Vec<File> {
        let names: Vec<&str> = match self.named.as_slice() {
            [] => default_files(&self.files),
            named => named.iter().map(String::as_str).collect(),
        };
        let mut files: Vec<File> = Vec::new();
        for name in names {
            if let (Some(text), Ok(id)) = (self.files.get(name), u32::try_from(files.len()))
                && files.iter().all(|it| it.path != name)
            {
                files.push(new_file(FileId(id), name, text));
            }
        }
        files
    }
}

/// The files that Compose looks for: the first name that is there, with its override.
fn default_files(files: &BTreeMap<String, String>) -> Vec<&'static str> {
    const BASES: [&str; 4] =
        ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
    const OVERRIDES: [&str; 4] = [
        "compose.override.yml",
        "compose.override.yaml",
        "docker-compose.override.yml",
        "docker-compose.override.yaml",
    ];
    let first = |names: [&'static str; 4]| names.into_iter().find(|it| files.contains_key(*it));
    first(BASES).into_iter().chain(first(OVERRIDES)).collect()
}

impl Loader for World {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, path: &str) -> Option<String> {
        self.files.get(path).cloned()
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        Some(self.files.contains_key(path))
    }

    fn given(&self) -> Given {
        // All profiles were on.
        let profiles = ("COMPOSE_PROFILES".to_owned(), "*".to_owned());
        Given {
            project_files: self.named.clone(),
            variables: [profiles].into(),
            ..Given::default()
        }
    }
}
