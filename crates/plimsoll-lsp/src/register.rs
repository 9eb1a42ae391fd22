//! What the client is asked to do for the server.

use std::path::PathBuf;

use tower_lsp_server::ls_types::{
    ConfigurationItem, ConfigurationParams, DidChangeWatchedFilesRegistrationOptions,
    FileSystemWatcher, GlobPattern, OneOf, Registration, RelativePattern, Uri,
    notification::{DidChangeConfiguration, DidChangeWatchedFiles, Notification},
};

/// The section of a client's settings that is plimsoll's.
const SECTION: &str = "plimsoll";

/// The files of a folder that change what others in it mean.
const WATCHED: [&str; 3] =
    ["plimsoll.toml", ".env", "{compose,docker-compose}{,.override}.{yml,yaml}"];

/// To be told when settings change.
pub(crate) fn settings() -> Registration {
    Registration {
        id: "settings".to_owned(),
        method: DidChangeConfiguration::METHOD.to_owned(),
        register_options: Some(serde_json::json!({ "section": SECTION })),
    }
}

/// The question for the settings.
pub(crate) fn section() -> ConfigurationParams {
    let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
    ConfigurationParams { items: vec![item] }
}

/// To be told when files change that others depend on: directly in `folders`, never below them.
pub(crate) fn watches(folders: &[PathBuf]) -> Option<Registration> {
    let folders = folders.iter().filter_map(Uri::from_file_path);
    let watchers: Vec<FileSystemWatcher> = folders
        .flat_map(|folder| {
            WATCHED.map(|pattern| {
                let base_uri = OneOf::Right(folder.clone());
                let pattern = RelativePattern { base_uri, pattern: pattern.to_owned() };
                FileSystemWatcher { glob_pattern: GlobPattern::Relative(pattern), kind: None }
            })
        })
        .collect();
    if watchers.is_empty() {
        return None;
    }
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Some(Registration {
        id: "files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    })
}
