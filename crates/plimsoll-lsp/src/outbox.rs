//! What goes to the client unasked. Nobody in the server ever waits for the client to take it: it
//! is put here, and of several publications for one document only the newest is sent.

use std::{collections::BTreeMap, time::Duration};

use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use tower_lsp_server::{
    Client,
    ls_types::{
        Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, Range,
        ShowDocumentParams, ShowMessageParams, Uri,
        notification::{LogMessage, Notification, PublishDiagnostics, ShowMessage},
        request::{InlayHintRefreshRequest, Request, ShowDocument, WorkspaceDiagnosticRefresh},
    },
};

/// How long an answer of the client is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

enum Letter {
    Publish(PublishDiagnosticsParams),
    Log(MessageType, String),
    Show(String),
}

/// Takes what goes to the client, and never blocks.
#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    client: Client,
    letters: UnboundedSender<Letter>,
}

impl Outbox {
    /// An outbox that a task of its own empties.
    pub(crate) fn new(client: Client) -> Self {
        let (letters, receiver) = unbounded_channel();
        tokio::spawn(deliver(client.clone(), receiver));
        Self { client, letters }
    }

    /// Tells the client what is wrong with a version of a document.
    pub(crate) fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        let _ = self.letters.send(Letter::Publish(params));
    }

    /// Puts a line into the client's log.
    pub(crate) fn log(&self, kind: MessageType, message: String) {
        let _ = self.letters.send(Letter::Log(kind, message));
    }

    /// Shows a person something.
    pub(crate) fn show(&self, message: String) {
        let _ = self.letters.send(Letter::Show(message));
    }

    /// Opens a document for a person, with the cursor at `selection`.
    pub(crate) fn open(&self, uri: Uri, selection: Option<Range>) {
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
        self.request::<ShowDocument>(params, |_| {});
    }

    /// Asks the client to ask for diagnostics again.
    pub(crate) fn refresh_diagnostics(&self) {
        self.request::<WorkspaceDiagnosticRefresh>((), |_| {});
    }

    /// Asks the client to ask for inlay hints again.
    pub(crate) fn refresh_hints(&self) {
        self.request::<InlayHintRefreshRequest>((), |_| {});
    }

    /// Asks the client something; the answer, if it comes in time, goes to `then`.
    pub(crate) fn request<R>(
        &self,
        params: R::Params,
        then: impl FnOnce(R::Result) + Send + 'static,
    ) where
        R: Request + 'static,
        R::Params: Send,
        R::Result: Send,
    {
        let client = self.client.clone();
        tokio::spawn(async move {
            if let Ok(Ok(answer)) = timeout(PATIENCE, client.send_request::<R>(params)).await {
                then(answer);
            }
        });
    }
}

async fn deliver(client: Client, mut letters: UnboundedReceiver<Letter>) {
    let mut waiting = Vec::new();
    while letters.recv_many(&mut waiting, usize::MAX).await > 0 {
        let mut newest: BTreeMap<Uri, PublishDiagnosticsParams> = BTreeMap::new();
        for letter in waiting.drain(..) {
            match letter {
                Letter::Publish(params) => {
                    newest.insert(params.uri.clone(), params);
                }
                Letter::Log(typ, message) => {
                    send::<LogMessage>(&client, LogMessageParams { typ, message }).await;
                }
                Letter::Show(message) => {
                    let typ = MessageType::INFO;
                    send::<ShowMessage>(&client, ShowMessageParams { typ, message }).await;
                }
            }
        }
        for params in newest.into_values() {
            send::<PublishDiagnostics>(&client, params).await;
        }
    }
}

async fn send<N: Notification>(client: &Client, params: N::Params) {
    client.send_notification::<N>(params).await;
}
