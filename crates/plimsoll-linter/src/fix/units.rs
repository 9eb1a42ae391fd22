//! Which files have to be seen together to judge a change to one of them.

use std::collections::BTreeMap;

use plimsoll_diagnostics::FileId;
use plimsoll_model::{File, Project, compose::Loader, kubernetes::kustomized};

/// The files that can be fixed apart from all others: Compose files by folder, and what
/// kustomizations tie together, with what the project loaded; every other file on its own. Files to
/// fix come first in each unit.
pub(super) fn units(project: &Project, handed_in: usize) -> Vec<Vec<FileId>> {
    let mut folders: BTreeMap<&str, Vec<FileId>> = BTreeMap::new();
    let mut units = Vec::new();
    let groups = kustomized(project.files());
    let loaded = || project.files().iter().skip(handed_in).map(|file| file.id);
    for file in project.files().iter().take(handed_in) {
        let dialect = file.recognition.dialect;
        if dialect.is_compose() {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.entry(folder).or_default().push(file.id);
        } else if groups.iter().any(|group| group.contains(&file.id)) {
            continue;
        } else if dialect.is_judged() {
            units.push(vec![file.id]);
        }
    }
    let own = |group: Vec<FileId>| -> Vec<FileId> {
        group.into_iter().filter(|id| (id.0 as usize) < handed_in).collect()
    };
    let groups = groups.into_iter().map(own).filter(|group| !group.is_empty());
    for mut unit in folders.into_values().chain(groups) {
        unit.extend(loaded());
        units.push(unit);
    }
    units
}

/// Files that are there already.
pub(super) struct Memory {
    files: BTreeMap<String, String>,
}

impl Memory {
    pub(super) fn of(files: &[File]) -> Self {
        let files = files.iter().map(|file| (file.path.clone(), file.text().to_owned()));
        Self { files: files.collect() }
    }
}

impl Loader for Memory {
    /// What is here was confined when it was loaded.
    fn root(&self) -> &'static str {
        "/"
    }

    fn load(&self, path: &str) -> Option<String> {
        self.files.get(path).cloned()
    }
}
