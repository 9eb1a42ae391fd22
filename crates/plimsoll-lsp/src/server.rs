//! What the client asks for: each request gets an immutable view from the owner and answers from
//! that.

use std::sync::{
    Arc, Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use plimsoll_linter::diagnostics::Encoding;
use serde_json::Value;
use tokio::sync::{Notify, mpsc::UnboundedSender, oneshot};
use tower_lsp_server::{
    LanguageServer,
    jsonrpc::{Error, ErrorCode, Result},
    ls_types::{
        CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams,
        CodeActionProviderCapability, CodeActionResponse, CompletionOptions, CompletionParams,
        CompletionResponse, DiagnosticOptions, DiagnosticServerCapabilities,
        DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
        ExecuteCommandOptions, ExecuteCommandParams, FullDocumentDiagnosticReport, Hover,
        HoverParams, HoverProviderCapability, InitializeParams, InitializeResult,
        InitializedParams, InlayHint, InlayHintParams, LSPAny, OneOf, PositionEncodingKind, Range,
        RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, SaveOptions,
        ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
        TextDocumentSyncOptions, TextDocumentSyncSaveOptions, UnchangedDocumentDiagnosticReport,
        Uri, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
    },
};

use crate::{
    action::{self, Ticket},
    command::{self, DOCTOR, EXPLAIN, PLACE, RESTART},
    completion, convert, hints, hover,
    owner::{Event, View},
    paper::Paper,
    process,
    session::Session,
};

/// The method that code actions are resolved by; see [`crate::ingress`].
pub(crate) const RESOLVE: &str = "plimsoll/resolveCodeAction";

/// The protocol's code for a request that is understood and cannot be answered (3.17).
const REQUEST_FAILED: i64 = -32803;

/// Answers requests.
#[derive(Debug)]
pub(crate) struct Server {
    /// Whether the client's edits can have placeholders; set before it introduces itself.
    pub(crate) takes_snippets: AtomicBool,
    session: OnceLock<Arc<Session>>,
    events: UnboundedSender<Event>,
    lost: Arc<Notify>,
    paper: Arc<Paper>,
    /// Where a person goes on after the action that was worked out last.
    blank: Mutex<Option<(Uri, Range)>>,
}

impl Server {
    /// A server that asks the owner behind `events`, and tells `lost` when its client is gone.
    pub(crate) fn new(events: UnboundedSender<Event>, lost: Arc<Notify>) -> Self {
        let (takes_snippets, session) = (AtomicBool::new(false), OnceLock::new());
        let (paper, blank) = (Arc::default(), Mutex::default());
        Self { takes_snippets, session, events, lost, paper, blank }
    }

    fn session(&self) -> Result<&Arc<Session>> {
        self.session.get().ok_or_else(Error::internal_error)
    }

    /// What is known about the present version of the document; `None` for one that is not open or
    /// not judged.
    async fn view(&self, uri: Uri) -> Result<Option<View>> {
        let (reply, answer) = oneshot::channel();
        let _ = self.events.send(Event::Asked(uri, reply));
        answer.await.map_err(|_| Error::internal_error())
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = Session::new(&params, self.takes_snippets.load(Ordering::Relaxed));
        let session = Arc::clone(self.session.get_or_init(|| Arc::new(session)));
        let capabilities = capabilities(&session);
        if let Some(process) = session.process {
            tokio::spawn(process::watch(process, Arc::clone(&self.lost)));
        }
        let _ = self.events.send(Event::Started(session));
        let info = ServerInfo {
            name: "plimsoll".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        };
        Ok(InitializeResult {
            capabilities,
            server_info: Some(info),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let _ = self.events.send(Event::Ready);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let session = self.session()?;
        let uri = params.text_document.uri;
        let items = match self.view(uri).await? {
            Some(view) => convert::diagnostics(session, &view.judgement, &view.document),
            None => Vec::new(),
        };
        let result_id = convert::result_id(&items);
        let report = if params.previous_result_id.as_ref() == Some(&result_id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                    result_id,
                },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(result_id),
                    items,
                },
            })
        };
        Ok(DocumentDiagnosticReportResult::Report(report))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let session = self.session()?;
        let at = params.text_document_position_params;
        let view = self.view(at.text_document.uri).await?;
        Ok(view.and_then(|view| hover::hover(session, &view, at.position)))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let session = Arc::clone(self.session()?);
        let Some(view) = self.view(params.text_document.uri.clone()).await? else {
            return Ok(None);
        };
        let actions = action::offered(&session, &view, &params);
        if session.resolves_edits {
            return Ok(Some(actions));
        }
        let complete = move || {
            let with_edits = actions.into_iter().filter_map(|it| match it {
                CodeActionOrCommand::CodeAction(it) => {
                    action::at_once(&session, &view, it).map(CodeActionOrCommand::CodeAction)
                }
                command @ CodeActionOrCommand::Command(_) => Some(command),
            });
            with_edits.collect()
        };
        in_background(complete).await.map(Some)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let session = self.session()?;
        let at = params.text_document_position;
        let (reply, answer) = oneshot::channel();
        let _ = self.events.send(Event::Fetched(at.text_document.uri, reply));
        let Ok(document) = answer.await else { return Ok(None) };
        let items = completion::completions(session, &document, at.position, &completion::known());
        Ok(Some(CompletionResponse::Array(items)))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let session = self.session()?;
        let (reply, answer) = oneshot::channel();
        let _ = self.events.send(Event::AskedAbout(reply));
        let overview = answer.await.map_err(|_| Error::internal_error())?;
        if !overview.settings.inlay_hints {
            return Ok(None);
        }
        let view = self.view(params.text_document.uri).await?;
        Ok(view.map(|view| hints::hints(session, &view, params.range)))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let session = self.session()?;
        let argument = params.arguments.first().and_then(Value::as_str);
        let (name, answer) = match params.command.as_str() {
            EXPLAIN => {
                let rule = argument.unwrap_or("");
                let page = self.explain(rule, params.arguments.get(1)).await?;
                (format!("{rule}.md"), page.into())
            }
            DOCTOR => ("plimsoll-doctor.txt".to_owned(), self.doctor(session, argument).await?),
            PLACE => {
                let range = params.arguments.get(1).cloned().unwrap_or_default();
                let given = argument.and_then(|it| it.parse().ok());
                let given = given.zip(serde_json::from_value(range).ok());
                let blank = self.blank.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some((uri, range)) = given.or(blank) {
                    let _ = self.events.send(Event::Shown(uri, Some(range)));
                }
                return Ok(None);
            }
            RESTART => {
                let _ = self.events.send(Event::Restarted);
                return Ok(None);
            }
            other => return Err(Error::invalid_params(format!("`{other}` is not a command"))),
        };
        // Text is for people: who asks about one document is a program.
        if let Some(text) = answer.as_str().filter(|_| !session.shows_text) {
            self.show(session, name, text.to_owned()).await;
        }
        Ok(Some(answer))
    }
}

impl Server {
    /// Fills in the edit of a code action.
    pub(crate) async fn resolve_code_action(&self, mut action: Value) -> Result<Value> {
        let session = Arc::clone(self.session()?);
        let data = action.get("data").cloned().unwrap_or_default();
        let Ok(ticket) = serde_json::from_value::<Ticket>(data) else { return Ok(action) };
        let Some(view) = self.view(ticket.uri.clone()).await? else { return Ok(action) };
        let complete = in_background(move || action::complete(&session, &view, &ticket)).await?;
        let complete = complete.map_err(refused)?;
        action["edit"] = complete.edit;
        *self.blank.lock().unwrap_or_else(PoisonError::into_inner) = complete.blank;
        for note in complete.notes {
            let _ = self.events.send(Event::Noted(note));
        }
        Ok(action)
    }

    /// The page of `rule`, for the document whose address is in `uri`.
    async fn explain(&self, rule: &str, uri: Option<&Value>) -> Result<String> {
        let view = match uri.and_then(Value::as_str).and_then(|it| it.parse().ok()) {
            Some(uri) => self.view(uri).await?,
            None => None,
        };
        let page = command::explain(rule, view.as_ref());
        page.ok_or_else(|| Error::invalid_params(format!("`{rule}` is not a rule")))
    }

    /// Shows `text` to a person: as a document, or where the client opens none, as a message.
    async fn show(&self, session: &Session, name: String, text: String) {
        if session.opens_documents {
            let (paper, text) = (Arc::clone(&self.paper), text.clone());
            let written = in_background(move || paper.write(&name, &text)).await;
            if let Ok(Ok(uri)) = written {
                let _ = self.events.send(Event::Shown(uri, None));
                return;
            }
        }
        let _ = self.events.send(Event::Said(text));
    }

    /// About the document `only`, or about all.
    async fn doctor(&self, session: &Session, only: Option<&str>) -> Result<Value> {
        let (reply, answer) = oneshot::channel();
        let _ = self.events.send(Event::AskedAbout(reply));
        let mut overview = answer.await.map_err(|_| Error::internal_error())?;
        overview.documents.retain(|it| only.is_none_or(|only| it.uri.as_str() == only));
        let mut views = Vec::new();
        for document in &overview.documents {
            views.push(self.view(document.uri.clone()).await.unwrap_or_default());
        }
        let text = command::doctor(session, &overview, &views);
        Ok(match only {
            Some(_) => command::doctor_of(&text, views.first().and_then(Option::as_ref)),
            None => Value::String(text),
        })
    }
}

/// Does `work` on a thread that may take its time.
async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::internal_error())
}

/// A request that is answered with why it cannot be.
fn refused(why: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: why.into(), data: None }
}

fn capabilities(session: &Session) -> ServerCapabilities {
    let encoding = match session.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        _ => PositionEncodingKind::UTF16,
    };
    let pull = DiagnosticOptions {
        identifier: Some("plimsoll".to_owned()),
        // An override changes what its base means.
        inter_file_dependencies: true,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            CodeActionKind::from(action::HARDEN),
            CodeActionKind::from(action::FIX_ALL),
        ]),
        resolve_provider: Some(session.resolves_edits),
        ..CodeActionOptions::default()
    };
    let completion = CompletionOptions {
        trigger_characters: Some(vec!["[".to_owned(), ",".to_owned()]),
        ..CompletionOptions::default()
    };
    let commands = ExecuteCommandOptions {
        commands: command::ALL.map(str::to_owned).to_vec(),
        ..ExecuteCommandOptions::default()
    };
    ServerCapabilities {
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        completion_provider: Some(completion),
        execute_command_provider: Some(commands),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                include_text: Some(false),
            })),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: session.pulls.then_some(DiagnosticServerCapabilities::Options(pull)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
