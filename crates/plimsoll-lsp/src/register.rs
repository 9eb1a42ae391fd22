//! What the client is asked to do for the server.

use std::path::PathBuf;

use tower_lsp_server::ls_types::{
    ConfigurationItem, ConfigurationParams, DidChangeWatchedFilesRegistrationOptions,
    FileSystemWatcher, GlobPattern, OneOf, Registration, RelativePattern, Uri,
    notification::{DidChangeConfiguration, DidChangeWatchedFiles, Notification},
};

/// The section of a client's settings that is plimsoll's.
const SECTION: &str = "plimsoll";

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

/// To be told when one of `files` changes, comes or goes; `number` tells this wish from others.
/// Their folders are watched for these names alone, and nothing below them.
pub(crate) fn watches(number: usize, files: &[PathBuf]) -> Option<Registration> {
    let watchers: Vec<FileSystemWatcher> = files
        .iter()
        .filter_map(|file| {
            let name = file.file_name()?.to_str()?;
            // The patterns of the protocol have no way to take a character as it is.
            let is_plain = !name.contains(['*', '?', '{', '}', '[', ']', ',', '!']);
            let base_uri = OneOf::Right(Uri::from_file_path(file.parent()?).filter(|_| is_plain)?);
            let pattern = RelativePattern { base_uri, pattern: name.to_owned() };
            Some(FileSystemWatcher { glob_pattern: GlobPattern::Relative(pattern), kind: None })
        })
        .collect();
    if watchers.is_empty() {
        return None;
    }
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Some(Registration {
        id: format!("files-{number}"),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    })
}
