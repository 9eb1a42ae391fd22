//! `include`: other Compose files as a part of this one.
//!
//! Each is a project of its own, with its own folder and `.env`. The specification lets a name
//! that both declare be an error; the loader merges the two, and what the including file says
//! counts (specification, chapter *Include*; `loader/include.go`).

use plimsoll_facts::{
    File, Origin, ViaKind,
    value::{Content, Value},
};

use super::{Loading, extends::came_through};
use crate::{
    defects, dotenv,
    files::is_remote,
    interpolate::Variables,
    merge::{Owner, merge},
};

/// `document`, which is in `file`, laid over everything that it includes.
pub(super) fn apply(loading: &mut Loading<'_>, file: &File, mut document: Value) -> Value {
    let Content::Map { members, .. } = &mut document.content else { return document };
    let Some(index) = members.iter().position(|member| &*member.key == "include") else {
        return document;
    };
    let entries = members.remove(index).value;
    let mut whole: Option<Value> = None;
    for entry in entries.items() {
        let Some(included) = included(loading, file, entry) else { continue };
        whole = Some(match whole {
            None => included,
            Some(earlier) => merge(earlier, included, Owner::Base, &mut Vec::new()),
        });
    }
    if entries.items().is_empty() && !entries.is_null() {
        loading.gap(entries.at, "include", "`include` cannot be read".to_owned());
    }
    match whole {
        None => document,
        Some(below) => merge(below, document, Owner::Over, &mut Vec::new()),
    }
}

/// What one entry brings in: the first of its files with the others laid over it.
fn included(loading: &mut Loading<'_>, file: &File, entry: &Value) -> Option<Value> {
    let paths = match entry.get("path") {
        Some(path) => path,
        None => entry,
    };
    let paths = match &paths.content {
        Content::List { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(paths),
    };
    let mut whole: Option<Value> = None;
    for path in paths {
        let Some(value) = one(loading, file, entry, path) else { continue };
        whole = Some(match whole {
            None => value,
            Some(base) => {
                let over = came_through(value, ViaKind::Override, path.at);
                merge(base, over, Owner::Base, &mut Vec::new())
            }
        });
    }
    Some(came_through(whole?, ViaKind::Include, entry.at))
}

fn one(loading: &mut Loading<'_>, file: &File, entry: &Value, path: &Value) -> Option<Value> {
    let Some(written) = path.text().filter(|text| text.unknown.is_none()) else {
        loading.gap(path.at, "include", "`include` names a file that cannot be told".to_owned());
        return None;
    };
    let written = &*written.value;
    if is_remote(written) {
        loading.elsewhere(path, written);
        gap(loading, path.at, written, "is not on this machine");
        return None;
    }
    let Some(neighbour) = loading.neighbour(file, written) else {
        gap(loading, path.at, written, "was not read");
        return None;
    };
    if loading.is_on_the_way(neighbour) {
        let message = format!("`{written}` includes itself");
        loading.defect(defects::circular(path.at, "include", message));
        return None;
    }
    let variables = variables(loading, file, entry, neighbour);
    let value = loading.inclusion(neighbour, variables);
    if value.is_none() {
        gap(loading, path.at, written, "has nothing to include");
    }
    value
}

/// What variables hold in an included file: what `env_file` of the entry says, else the `.env` in
/// its project's directory.
fn variables(loading: &mut Loading<'_>, file: &File, entry: &Value, included: &File) -> Variables {
    let Some(named) = entry.get("env_file") else {
        let env = match entry.str_at(&["project_directory"]) {
            Some(folder) => loading.neighbour(file, &format!("{folder}/.env")),
            None => loading.neighbour(included, ".env"),
        };
        return env.map_or_else(Variables::new, |it| dotenv::parse(it.text()));
    };
    let paths = match &named.content {
        Content::List { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(named),
    };
    let mut variables = Variables::new();
    for path in paths {
        let Some(text) = path.text().filter(|it| it.unknown.is_none()) else { continue };
        match loading.neighbour(file, &text.value) {
            Some(env) => variables.extend(dotenv::parse(env.text())),
            None => {
                let message = format!("`{}` sets variables and was not read", text.value);
                loading.gap(path.at, &text.value, message);
            }
        }
    }
    variables
}

fn gap(loading: &mut Loading<'_>, at: Origin, path: &str, why: &str) {
    loading.gap(at, path, format!("`{path}` is included and {why}"));
}
