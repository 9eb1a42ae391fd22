//! Which files have to be seen together to judge a change to one of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use plimsoll_diagnostics::FileId;
use plimsoll_model::{
    File, Project,
    compose::references,
    loader::{Given, Loader},
};

/// The files that can be fixed apart from all others: Compose files by folder, and what
/// kustomizations tie together, with what the project loaded; every other file on its own. Files to
/// fix come first in each unit.
pub(super) fn units(project: &Project, handed_in: usize) -> Vec<Unit> {
    let mut folders: BTreeMap<&str, Vec<FileId>> = BTreeMap::new();
    let mut units = Vec::new();
    let groups = project.kustomized();
    let tied: HashSet<FileId> = groups.iter().flatten().copied().collect();
    let mut by_path = HashMap::new();
    for file in project.files() {
        by_path.entry(file.path.as_str()).or_insert(file.id);
    }
    let loaded = || project.files().iter().skip(handed_in).map(|file| file.id);
    let is_one_project = !project.given().project_files.is_empty();
    for file in project.files().iter().take(handed_in) {
        let dialect = file.recognition.dialect;
        if dialect.is_compose() {
            let folder = if is_one_project { "" } else { file.folder() };
            folders.entry(folder).or_default().push(file.id);
        } else if tied.contains(&file.id) {
            continue;
        } else if dialect.is_judged() {
            units.push(Unit { files: vec![file.id], own: 1 });
        }
    }
    let own = |group: &Vec<FileId>| -> Vec<FileId> {
        group.iter().copied().filter(|id| (id.0 as usize) < handed_in).collect()
    };
    let groups = groups.iter().map(own).filter(|group| !group.is_empty());
    for mut files in folders.into_values().chain(groups) {
        let own = files.len();
        files.extend(loaded());
        neighbours(project, &by_path, &mut files);
        units.push(Unit { files, own });
    }
    units
}

/// Files that are seen together; the first `own` of them may be changed.
pub(super) struct Unit {
    /// All of them.
    pub(super) files: Vec<FileId>,
    /// How many are the unit's own.
    pub(super) own: usize,
}

impl Unit {
    /// Whether `file` is one that may be changed.
    pub(super) fn contains(&self, file: &FileId) -> bool {
        self.files.iter().take(self.own).any(|it| it == file)
    }
}

/// Adds the files of other folders that those in `unit` include or extend.
fn neighbours(project: &Project, by_path: &HashMap<&str, FileId>, unit: &mut Vec<FileId>) {
    let mut next = 0;
    while let Some(id) = unit.get(next) {
        for path in references(project.file(*id)) {
            if let Some(found) = by_path.get(path.as_str()).filter(|it| !unit.contains(it)) {
                unit.push(*found);
            }
        }
        next += 1;
    }
}

/// Files that are there already.
pub(super) struct Memory {
    files: BTreeMap<String, String>,
    present: BTreeMap<String, bool>,
    given: Given,
}

impl Memory {
    /// The texts of `files`, and what else is known of `project`.
    pub(super) fn of(files: &[File], project: &Project) -> Self {
        let files = files.iter().map(|file| (file.path.clone(), file.text().to_owned()));
        let (present, given) = (project.present().clone(), project.given().clone());
        Self { files: files.collect(), present, given }
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

    fn is_there(&self, path: &str) -> Option<bool> {
        self.present.get(path).copied()
    }

    fn given(&self) -> Given {
        self.given.clone()
    }
}
