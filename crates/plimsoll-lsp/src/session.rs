//! What the client can do, and what was agreed on with it.

use std::path::PathBuf;

use plimsoll_linter::diagnostics::Encoding;
use serde::Deserialize;
use tower_lsp_server::ls_types::{InitializeParams, PositionEncodingKind, WorkspaceFolder};

use crate::{document::file_path, mute::Mute};

/// What was agreed on when the client introduced itself.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub(crate) struct Session {
    /// What columns count.
    pub(crate) encoding: Encoding,
    /// The client asks for diagnostics instead of waiting for them, and can be told to ask again.
    /// One that cannot (Neovim 0.11) would never learn what a change to another file means for a
    /// document, so it gets them unasked.
    pub(crate) pulls: bool,
    /// It can be told to ask for inlay hints again.
    pub(crate) refreshes_hints: bool,
    /// Its diagnostics have further places.
    pub(crate) shows_related: bool,
    /// Its diagnostics have tags.
    pub(crate) shows_tags: bool,
    /// Its edits can have placeholders (3.18, `snippetEditSupport`).
    pub(crate) takes_snippets: bool,
    /// It fetches the edits of a code action when they are wanted.
    pub(crate) resolves_edits: bool,
    /// Its edits name versions of documents.
    pub(crate) versions_edits: bool,
    /// It answers questions about its settings.
    pub(crate) answers_settings: bool,
    /// It announces changes of settings only to those who ask for it.
    pub(crate) registers_settings: bool,
    /// It watches files for the server, by patterns relative to a folder.
    pub(crate) watches_files: bool,
    /// It opens documents for the server, with the cursor where the server wants it.
    pub(crate) opens_documents: bool,
    /// It shows what commands answer itself (`experimental.plimsollShowsText`).
    pub(crate) shows_text: bool,
    /// The folders that are open.
    pub(crate) folders: Vec<PathBuf>,
    /// The process that has to be there.
    pub(crate) process: Option<u32>,
    /// The settings that came along.
    pub(crate) settings: ClientSettings,
}

/// What a user sets in the editor, under `plimsoll`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClientSettings {
    /// Whether files that are not open are judged too.
    pub(crate) workspace: bool,
    /// Whether inherited and default values of security settings are shown in the text.
    pub(crate) inlay_hints: bool,
    /// Findings that are left to other programs.
    pub(crate) mute: Mute,
}

impl ClientSettings {
    /// The settings in what a client sends: the section itself, or an object that holds it.
    /// Each one that is not there, or cannot be read, is left at its default.
    pub(crate) fn read(value: &serde_json::Value) -> Self {
        let section = value.get("plimsoll").unwrap_or(value);
        let is_on = |name| section.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false);
        let mute = section.get("mute").and_then(|it| Mute::deserialize(it).ok());
        Self {
            workspace: is_on("workspace"),
            inlay_hints: is_on("inlayHints"),
            mute: mute.unwrap_or_default(),
        }
    }
}

impl Session {
    /// Agrees on what the client offers; `raw` is what it sent, which can say more than the types
    /// at hand know.
    pub(crate) fn new(params: &InitializeParams, takes_snippets: bool) -> Self {
        let capabilities = &params.capabilities;
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let publish = text.and_then(|it| it.publish_diagnostics.as_ref());
        let pull = text.and_then(|it| it.diagnostic.as_ref());
        let actions = text.and_then(|it| it.code_action.as_ref());
        let offered = capabilities.general.as_ref().and_then(|it| it.position_encodings.as_ref());
        let has_utf8 = offered.is_some_and(|it| it.contains(&PositionEncodingKind::UTF8));
        let resolved = actions.and_then(|it| it.resolve_support.as_ref());
        let watches = workspace.and_then(|it| it.did_change_watched_files.as_ref());
        let settings = workspace.and_then(|it| it.did_change_configuration.as_ref());
        Self {
            encoding: if has_utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            pulls: pull.is_some()
                && workspace.and_then(|it| it.diagnostics.as_ref()?.refresh_support) == Some(true),
            refreshes_hints: workspace
                .and_then(|it| it.inlay_hint.as_ref()?.refresh_support)
                .unwrap_or_default(),
            // Clients that ask are described by what they can show when they are told.
            shows_related: publish.and_then(|it| it.related_information).unwrap_or_default(),
            shows_tags: publish.is_some_and(|it| it.tag_support.is_some()),
            takes_snippets,
            resolves_edits: resolved
                .is_some_and(|it| it.properties.iter().any(|property| property == "edit")),
            versions_edits: workspace
                .and_then(|it| it.workspace_edit.as_ref()?.document_changes)
                .unwrap_or_default(),
            answers_settings: workspace.and_then(|it| it.configuration).unwrap_or_default(),
            registers_settings: settings.and_then(|it| it.dynamic_registration).unwrap_or_default(),
            watches_files: watches.is_some_and(|it| {
                it.dynamic_registration == Some(true) && it.relative_pattern_support == Some(true)
            }),
            opens_documents: capabilities
                .window
                .as_ref()
                .and_then(|it| it.show_document.as_ref())
                .is_some_and(|it| it.support),
            shows_text: capabilities
                .experimental
                .as_ref()
                .and_then(|it| it.get("plimsollShowsText")?.as_bool())
                .unwrap_or_default(),
            folders: folders(params),
            process: params.process_id,
            settings: params
                .initialization_options
                .as_ref()
                .map(ClientSettings::read)
                .unwrap_or_default(),
        }
    }
}

/// Whether the client's edits can have placeholders; the types at hand know 3.17, which has none.
pub(crate) fn takes_snippets(initialize: &serde_json::Value) -> bool {
    initialize
        .pointer("/capabilities/workspace/workspaceEdit/snippetEditSupport")
        .and_then(serde_json::Value::as_bool)
        .unwrap_or_default()
}

#[expect(deprecated, reason = "older clients know no workspace folders")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match (&params.workspace_folders, &params.root_uri) {
        (Some(folders), _) => paths(folders),
        (None, Some(root)) => file_path(root).into_iter().collect(),
        (None, None) => Vec::new(),
    }
}

/// The paths of workspace folders.
pub(crate) fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    folders.iter().filter_map(|it| file_path(&it.uri)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_setting_that_cannot_be_read_costs_no_other() {
        let read =
            ClientSettings::read(&json!({ "plimsoll": { "workspace": true, "mute": null } }));
        let expected = ClientSettings { workspace: true, ..ClientSettings::default() };
        assert_eq!(read, expected);
        assert_eq!(ClientSettings::read(&json!(7)), ClientSettings::default());
    }
}
