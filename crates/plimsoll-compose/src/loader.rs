//! Files that nobody handed in and that Compose files refer to.

use std::collections::{HashMap, HashSet};

use plimsoll_facts::{
    File, Recogniser,
    loader::{Given, Loader, MAX_FETCHED, is_confined},
    value::{Content, Value, expand},
};
use plimsoll_syntax::path::{clean_path, within};

use super::{
    dotenv,
    files::{inclusions, is_remote},
};

/// Adds to `files` what the Compose files among them include and extend, and what those do.
pub fn complete(files: &mut Vec<File>, loader: &dyn Loader, given: &Given, recognise: Recogniser) {
    let handed_in = files.len();
    let mut known: HashSet<String> = files.iter().map(|it| clean_path(&it.path)).collect();
    // Where paths in files begin, if not in their folders.
    let mut folders: HashMap<String, String> = HashMap::new();
    if let Some((base, overrides)) = given.project_files.split_first() {
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.extend(overrides.iter().map(|it| (clean_path(it), folder.to_owned())));
    }
    for file in files.iter().filter(|it| it.recognition.dialect.is_compose()) {
        folders.extend(inclusions(file));
    }
    let mut next = 0;
    while let Some(file) = files.get(next) {
        let is_yaml = file.path.ends_with(".yaml") || file.path.ends_with(".yml");
        let is_read = file.recognition.dialect.is_compose() || (next >= handed_in && is_yaml);
        let mut wanted = match file.name() {
            ".env" => dotenv::project_files(file),
            _ if is_read => {
                let own = clean_path(&file.path);
                let folder = folders.get(&own).cloned();
                folders.extend(inclusions(file));
                references_from(file, folder.as_deref())
            }
            _ => Vec::new(),
        };
        wanted.retain(|path| is_confined(path, loader.root()));
        for path in wanted {
            if files.len() - handed_in >= MAX_FETCHED || !known.insert(path.clone()) {
                continue;
            }
            if let (Some(text), Ok(id)) = (loader.load(&path), u32::try_from(files.len())) {
                files.push(File::new(plimsoll_diagnostics::FileId(id), path, &text, recognise));
            }
        }
        next += 1;
    }
}

/// The clean paths of what `file` includes, of what its services extend and read variables from,
/// and of the `.env` beside it; those with variables are left out.
#[must_use]
pub fn references(file: &File) -> Vec<String> {
    references_from(file, None)
}

/// The same for a file whose paths begin at `folder`.
fn references_from(file: &File, folder: Option<&str>) -> Vec<String> {
    let place = |path: &str| match folder {
        Some(folder) => within(folder, path),
        None => file.beside(path),
    };
    let mut found = vec![place(".env")];
    // Most files refer to nothing else, and to expand one takes long. A key can be escaped.
    if !["include", "extends", "env_file", "\\"].iter().any(|it| file.text().contains(it)) {
        return found;
    }
    let mut note = |value: Option<&Value>| {
        let Some(text) = value.and_then(Value::text) else { return };
        if !text.value.contains('$') && !is_remote(&text.value) && !text.value.is_empty() {
            found.push(place(&text.value));
        }
    };
    let mut note_all = |value: Option<&Value>| match value.map(|it| &it.content) {
        Some(Content::List { items, .. }) => {
            items.iter().for_each(|it| note(it.get("path").or(Some(it))));
        }
        _ => note(value),
    };
    for root in file.tree.documents().iter().filter_map(|document| document.root) {
        let document = expand(&file.tree, file.id, root, &file.errors);
        for entry in document.get("include").map_or(&[][..], Value::items) {
            note_all(entry.get("path").or(Some(entry)));
            note_all(entry.get("env_file"));
        }
        for service in document.get("services").map_or(&[][..], Value::members) {
            note_all(service.value.dig(&["extends", "file"]));
            note_all(service.value.get("env_file"));
        }
    }
    found.sort();
    found.dedup();
    found
}
