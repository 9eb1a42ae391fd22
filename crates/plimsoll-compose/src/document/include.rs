//! `include`: other Compose files as a part of this one.
//!
//! Each is a project of its own, with its own folder and `.env`. A name that both declare is an
//! error up to Docker Compose 2.40; since 5.0 the loader merges the two, and what the including file
//! says counts (specification, chapter *Include*; `loader/include.go`).

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
    scalar::{self, Scalar},
};

/// `document`, which is in `file`, laid over everything that it includes.
pub(super) fn apply(loading: &mut Loading<'_>, file: &File, mut document: Value) -> Value {
    let Content::Map { members, .. } = &mut document.content else { return document };
    let Some(index) = members.iter().position(|member| &*member.key == "include") else {
        return document;
    };
    let entries = members.remove(index).value;
    if !matches!(entries.content, Content::List { .. } | Content::Lost) && !entries.is_null() {
        let message = "`include` takes a list".to_owned();
        loading.defect(defects::malformed(entries.at, "include", message));
        return document;
    }
    let mut whole: Option<Value> = None;
    for entry in entries.items() {
        forms(loading, entry);
        let Some(included) = included(loading, file, entry) else { continue };
        conflicts(loading, &included, &document);
        if let Some(earlier) = &whole {
            conflicts(loading, &included, earlier);
        }
        whole = Some(match whole {
            None => included,
            // Of several the earlier one counts more.
            Some(earlier) => merge(included, earlier, Owner::Over, &mut Vec::new()),
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

/// What an entry can be; keys that nobody knows are not looked at (`loader/include.go`).
fn forms(loading: &mut Loading<'_>, entry: &Value) {
    let mut refuse = |value: &Value, message: &str| {
        loading.defect(defects::malformed(value.at, "include", message.to_owned()));
    };
    let is_text = |value: &Value| {
        let is_text = |text| scalar::read(value, text) == Scalar::Text;
        value.is_incomplete() || value.text().is_some_and(is_text)
    };
    match &entry.content {
        Content::Lost => {}
        Content::Scalar(_) if is_text(entry) || entry.is_null() => {}
        Content::Map { .. } => {
            for key in ["path", "env_file"] {
                let Some(value) = entry.get(key) else { continue };
                let is_list = matches!(value.content, Content::List { .. });
                let is_taken = is_text(value) || (is_list && value.items().iter().all(is_text));
                if !is_taken {
                    refuse(value, &format!("`{key}` takes a text or a list of texts"));
                }
            }
            if let Some(value) = entry.get("project_directory").filter(|it| !is_text(it)) {
                refuse(value, "`project_directory` takes a text");
            }
        }
        _ => refuse(entry, "an entry of `include` has to be a text or a mapping"),
    }
}

/// The sections whose entries are put together.
const SECTIONS: [&str; 7] =
    ["services", "jobs", "volumes", "networks", "secrets", "configs", "models"];

/// Notes what both declare, and differently.
fn conflicts(loading: &mut Loading<'_>, included: &Value, other: &Value) {
    for section in SECTIONS {
        for member in other.get(section).map_or(&[][..], Value::members) {
            let Some(imported) = included.get(section).and_then(|it| it.member(&member.key)) else {
                continue;
            };
            // The same file by two ways.
            if imported.key_at == member.key_at || is_same(&imported.value, &member.value) {
                continue;
            }
            let address = format!("{section}.{}", member.key);
            let defect = defects::twice_included(member.key_at, imported.key_at, &address);
            loading.defect(defect);
        }
    }
}

/// Whether both are equal once the included one is written out; short forms and paths never are.
fn is_same(imported: &Value, other: &Value) -> bool {
    const WRITTEN_OUT: [&str; 13] = [
        "build",
        "configs",
        "depends_on",
        "devices",
        "dns",
        "env_file",
        "file",
        "gpus",
        "label_file",
        "networks",
        "ports",
        "secrets",
        "volumes",
    ];
    match (&imported.content, &other.content) {
        (Content::Map { members: one, .. }, Content::Map { members: two, .. }) => {
            one.len() == two.len()
                && one.iter().all(|it| {
                    !WRITTEN_OUT.contains(&&*it.key)
                        && other.member(&it.key).is_some_and(|two| is_same(&it.value, &two.value))
                })
        }
        (Content::List { items: one, .. }, Content::List { items: two, .. }) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (Content::Scalar(one), Content::Scalar(two)) => {
            one.value == two.value && scalar::read(imported, one) == scalar::read(other, two)
        }
        _ => false,
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
        if let Some(env) = env {
            loading.variables_of(env, dotenv::refusal(env.text()));
        }
        return env.map_or_else(Variables::new, |it| dotenv::parse(it.text()));
    };
    let paths = match &named.content {
        Content::List { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(named),
    };
    let mut variables = Variables::new();
    for path in paths {
        let Some(text) = path.text().filter(|it| it.unknown.is_none()) else { continue };
        // No file at all.
        if &*text.value == "/dev/null" {
            continue;
        }
        match loading.neighbour(file, &text.value) {
            Some(env) => {
                loading.variables_of(env, dotenv::refusal(env.text()));
                variables.extend(dotenv::parse(env.text()));
            }
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
