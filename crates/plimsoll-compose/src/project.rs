//! Which files make one project, and all projects among the files that were handed in.

use std::collections::HashMap;

use plimsoll_diagnostics::{FileId, Span};
use plimsoll_facts::{
    DeployScope, Fact, File, Gap, ScopeGap, ScopeKind, loader::Given, subjects::Subjects,
    value::Value,
};
use plimsoll_yaml::SyntaxErrorKind;

use super::{
    document::Loading,
    dotenv,
    files::Files,
    names::{BASES, OVERRIDES},
    service::Declared,
    top_level::{self, Known},
    weakening,
};

/// A file with those that are laid over it.
struct Group<'f> {
    base: &'f File,
    overrides: Vec<&'f File>,
    /// Whether somebody said that these make the project.
    is_named: bool,
}

/// What a group turned out to be.
struct Loaded<'f> {
    base: &'f File,
    value: Option<Value>,
    included: Vec<FileId>,
    /// The files that are laid over one another.
    layers: Vec<FileId>,
    /// Files that it takes from elsewhere.
    remote: Vec<Fact<String>>,
    is_named: bool,
    profiles: Vec<String>,
    subjects: Subjects,
}

/// The subjects of every Compose project among `files`, of which the first `judged` count on
/// their own and the others only where one of those refers to them. `given` is what the user
/// says beyond them.
#[must_use]
pub fn load(files: &[File], judged: usize, given: &Given) -> Subjects {
    let mut index = Files::new(files);
    let groups = groups(files.get(..judged).unwrap_or(files), &index, &given.project_files);
    for group in &groups {
        group.overrides.iter().for_each(|it| index.rebase(it, group.base));
    }
    let loaded: Vec<Loaded<'_>> = groups
        .into_iter()
        .map(|group| {
            let mut loading = Loading::new(&index, &given.variables);
            let value = loading.project(group.base, &group.overrides);
            let Loading { gaps, defects, layers, .. } = &mut loading;
            let subjects = Subjects {
                gaps: std::mem::take(gaps),
                defects: std::mem::take(defects),
                weakenings: value.as_ref().map_or_else(Vec::new, |value| {
                    let declared = Declared::of(value);
                    let of = |it| weakening::of_layer(it, value, &declared, &index);
                    layers.iter().flat_map(of).collect()
                }),
                ..Subjects::default()
            };
            let profiles = loading.profiles();
            Loaded {
                profiles,
                base: group.base,
                value,
                layers: std::iter::once(group.base)
                    .chain(group.overrides.iter().copied())
                    .map(|it| it.id)
                    .collect(),
                included: loading.included,
                remote: loading.remote,
                is_named: group.is_named,
                subjects,
            }
        })
        .collect();
    // A file that another one includes is judged there; of files that include each other, the
    // first stands for all.
    let mut covered: Vec<FileId> = Vec::new();
    let is_included = |id: FileId| loaded.iter().any(|it| it.included.contains(&id));
    let (roots, rest): (Vec<usize>, Vec<usize>) =
        (0..loaded.len()).partition(|index| !is_included(loaded[*index].base.id));
    let mut chosen = Vec::new();
    for index in roots.into_iter().chain(rest) {
        if covered.contains(&loaded[index].base.id) {
            continue;
        }
        covered.extend(&loaded[index].included);
        chosen.push(index);
    }
    chosen.sort_unstable();
    let mut subjects = Subjects::default();
    for (position, mut loaded) in loaded.into_iter().enumerate() {
        if chosen.binary_search(&position).is_err() {
            continue;
        }
        if let Some(value) = &loaded.value {
            let known = Known {
                files: &index,
                file: loaded.base,
                remote: loaded.remote,
                is_named: loaded.is_named,
                profiles: loaded.profiles,
            };
            top_level::lower(known, value, &mut loaded.subjects);
        }
        let mut all = loaded.layers;
        all.extend(loaded.included);
        all.sort_unstable();
        all.dedup();
        let scope = scope(loaded.base, all, &loaded.subjects.gaps, files);
        loaded.subjects.scopes.push(scope);
        subjects.append(loaded.subjects);
    }
    subjects
}

/// The project that begins with `base` and is made of the files with these ids, with what it lacks.
fn scope(base: &File, of: Vec<FileId>, gaps: &[Gap], files: &[File]) -> DeployScope {
    let file = |id: FileId| files.get(id.0 as usize);
    let path = |id| file(id).map_or_else(String::new, |it| it.path.clone());
    let gaps = gaps.iter().map(|it| ScopeGap {
        path: path(it.at.file),
        at: Some(it.at),
        message: it.message.clone(),
    });
    let lost = of.iter().copied().filter_map(file).flat_map(|file| {
        file.errors
            .iter()
            .filter(|it| {
                !matches!(it.kind, SyntaxErrorKind::Tolerated | SyntaxErrorKind::DuplicateKey)
            })
            .map(|it| ScopeGap {
                path: file.path.clone(),
                at: Some(Span { file: file.id, range: it.at }),
                message: "a part that cannot be read".to_owned(),
            })
    });
    DeployScope {
        kind: ScopeKind::ComposeProject,
        place: base.path.clone(),
        namespace: None,
        gaps: gaps.chain(lost).collect(),
        files: of,
    }
}

/// The files that make a project each: those that the user or a `.env` names, a base with its
/// override, and every other one alone.
fn groups<'f>(files: &'f [File], index: &Files<'f>, project_files: &[String]) -> Vec<Group<'f>> {
    let files: Vec<&File> =
        files.iter().filter(|file| file.recognition.dialect.is_compose()).collect();
    let mut groups = named(&files, index, project_files);
    let is_named = |file: &File| {
        groups.iter().any(|it: &Group<'_>| {
            it.base.id == file.id || it.overrides.iter().any(|it| it.id == file.id)
        })
    };
    let files: Vec<&File> = files.into_iter().filter(|it| !is_named(it)).collect();
    let mut folders: HashMap<&str, [Option<&File>; 2]> = HashMap::new();
    let rank = |names: [&str; 4], file: &File| names.iter().position(|name| file.name() == *name);
    for file in &files {
        let [base, over] = folders.entry(file.folder()).or_default();
        for (names, first) in [(BASES, base), (OVERRIDES, over)] {
            let Some(place) = rank(names, file) else { continue };
            if first.is_none_or(|it| rank(names, it) > Some(place)) {
                *first = Some(file);
            }
        }
    }
    for file in &files {
        let [base, over] = folders.get(file.folder()).copied().unwrap_or_default();
        let is = |other: Option<&File>| other.is_some_and(|it| it.id == file.id);
        if is(over) && base.is_some() {
            continue;
        }
        let overrides = if is(base) { over.into_iter().collect() } else { Vec::new() };
        groups.push(Group { base: file, overrides, is_named: false });
    }
    groups
}

/// The projects that the user names, and that `COMPOSE_FILE` in a `.env` beside a file names.
fn named<'f>(files: &[&'f File], index: &Files<'f>, project_files: &[String]) -> Vec<Group<'f>> {
    let mut lists: Vec<Vec<String>> = vec![project_files.to_vec()];
    let mut seen: Vec<FileId> = Vec::new();
    for file in files {
        let Some(env) = index.beside(file, ".env").filter(|it| !seen.contains(&it.id)) else {
            continue;
        };
        seen.push(env.id);
        lists.push(dotenv::project_files(env));
    }
    let group = |list: Vec<String>| {
        let mut found = list.iter().filter_map(|path| index.at(path));
        let base = found.next()?;
        Some(Group { base, overrides: found.collect(), is_named: true })
    };
    lists.into_iter().filter_map(group).collect()
}
