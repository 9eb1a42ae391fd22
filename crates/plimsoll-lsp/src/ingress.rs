//! What the client sends, in the order in which it sends it.
//!
//! The framework runs handlers side by side, so that an edit could overtake another one. Whatever
//! changes state is therefore taken out here, before a handler exists, and put into the owner's
//! channel.

use std::{
    future::{Future, ready},
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use futures_util::FutureExt;
use serde::de::DeserializeOwned;
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp_server::{
    ExitedError, LspService,
    jsonrpc::{Error, Request, Response},
    ls_types::{
        DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
        DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
        DidSaveTextDocumentParams,
    },
};
use tower_service::Service;

use crate::{
    document::{Document, file_path},
    owner::Event,
    server::{RESOLVE, Server},
    session::{ClientSettings, paths, takes_snippets},
};

/// What is known about the end of the conversation.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    shutdown: AtomicBool,
}

impl Ending {
    /// Whether the client has asked for an orderly end.
    pub(crate) fn is_orderly(&self) -> bool {
        self.shutdown.load(Ordering::Relaxed)
    }
}

/// Stands in front of the framework's router.
pub(crate) struct Ingress {
    inner: LspService<Server>,
    events: UnboundedSender<Event>,
    ending: Arc<Ending>,
}

impl Ingress {
    /// Passes on to `inner` what does not change the state of documents.
    pub(crate) fn new(
        inner: LspService<Server>,
        events: UnboundedSender<Event>,
        ending: Arc<Ending>,
    ) -> Self {
        Self { inner, events, ending }
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

impl Service<Request> for Ingress {
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = Answer;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Answer {
        let id = request.id().cloned();
        if id.is_none() && is_for_the_owner(request.method()) {
            if let Some(event) = event(request) {
                let _ = self.events.send(event);
            }
            return Box::pin(ready(Ok(None)));
        }
        match request.method() {
            "initialize" => {
                let takes = request.params().is_some_and(takes_snippets);
                self.inner.inner().takes_snippets.store(takes, Ordering::Relaxed);
            }
            "shutdown" => self.ending.shutdown.store(true, Ordering::Relaxed),
            // The framework would wait for a free seat among the requests that run already.
            "$/cancelRequest" => {
                let done = self.inner.call(request).now_or_never();
                return Box::pin(ready(done.unwrap_or(Ok(None))));
            }
            method if method.starts_with("$/") && id.is_some() => {
                let refusal = id.map(|id| Response::from_error(id, Error::method_not_found()));
                return Box::pin(ready(Ok(refusal)));
            }
            _ => {}
        }
        let answer = AssertUnwindSafe(self.inner.call(renamed(request))).catch_unwind();
        Box::pin(async move {
            answer.await.unwrap_or_else(|_| {
                Ok(id.map(|id| Response::from_error(id, Error::internal_error())))
            })
        })
    }
}

/// The protocol types at hand know no edits with placeholders, so what may hold some goes through
/// a method of our own whose result is plain JSON.
fn renamed(request: Request) -> Request {
    if request.method() != "codeAction/resolve" {
        return request;
    }
    let (_, id, params) = request.into_parts();
    let mut builder = Request::build(RESOLVE);
    if let Some(params) = params {
        builder = builder.params(params);
    }
    match id {
        Some(id) => builder.id(id).finish(),
        None => builder.finish(),
    }
}

fn is_for_the_owner(method: &str) -> bool {
    matches!(
        method,
        "textDocument/didOpen"
            | "textDocument/didChange"
            | "textDocument/didClose"
            | "textDocument/didSave"
            | "workspace/didChangeConfiguration"
            | "workspace/didChangeWatchedFiles"
            | "workspace/didChangeWorkspaceFolders"
    )
}

/// What the notification means; `None` for one that cannot be read.
fn event(request: Request) -> Option<Event> {
    fn read<P: DeserializeOwned>(params: Option<serde_json::Value>) -> Option<P> {
        serde_json::from_value(params?).ok()
    }
    let (method, _, params) = request.into_parts();
    Some(match &*method {
        "textDocument/didOpen" => {
            let it = read::<DidOpenTextDocumentParams>(params)?.text_document;
            Event::Opened(Document::open(it.uri, it.language_id, it.version, &it.text))
        }
        "textDocument/didChange" => {
            let it = read::<DidChangeTextDocumentParams>(params)?;
            Event::Changed(it.text_document.uri, it.text_document.version, it.content_changes)
        }
        "textDocument/didClose" => {
            Event::Closed(read::<DidCloseTextDocumentParams>(params)?.text_document.uri)
        }
        "textDocument/didSave" => {
            let it = read::<DidSaveTextDocumentParams>(params)?;
            Event::Touched(file_path(&it.text_document.uri).into_iter().collect())
        }
        "workspace/didChangeConfiguration" => {
            let it = read::<DidChangeConfigurationParams>(params)?;
            match it.settings {
                // The client only says that something has changed, and wants to be asked.
                serde_json::Value::Null => Event::Unsettled,
                settings => Event::Set(ClientSettings::read(&settings)),
            }
        }
        "workspace/didChangeWatchedFiles" => {
            let it = read::<DidChangeWatchedFilesParams>(params)?;
            Event::Touched(it.changes.iter().filter_map(|it| file_path(&it.uri)).collect())
        }
        "workspace/didChangeWorkspaceFolders" => {
            let it = read::<DidChangeWorkspaceFoldersParams>(params)?.event;
            Event::Folders { added: paths(&it.added), removed: paths(&it.removed) }
        }
        _ => return None,
    })
}
