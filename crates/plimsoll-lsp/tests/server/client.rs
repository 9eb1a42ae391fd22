//! A client in memory: it talks to the server as an editor does, over two pipes.

use std::{collections::VecDeque, path::Path};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream},
    task::JoinHandle,
};

/// The units of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    Utf8,
    Utf16,
}

impl Units {
    /// The length of `text` in these units.
    pub(crate) fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }
}

/// A client and the server that it has to itself.
pub(crate) struct Client {
    input: Option<DuplexStream>,
    output: BufReader<DuplexStream>,
    server: JoinHandle<bool>,
    next: i64,
    /// What came unasked, oldest first: method and parameters.
    pub(crate) heard: VecDeque<(String, Value)>,
    /// What the server can do.
    pub(crate) capabilities: Value,
}

/// What an editor that can do everything announces; `pull` is for diagnostics on request.
pub(crate) fn capabilities(units: Units, pull: bool) -> Value {
    let units = match units {
        Units::Utf8 => json!(["utf-8", "utf-16"]),
        Units::Utf16 => json!(["utf-16"]),
    };
    let mut text = json!({
        "publishDiagnostics": {
            "relatedInformation": true,
            "tagSupport": { "valueSet": [1, 2] },
        },
        "codeAction": { "resolveSupport": { "properties": ["edit"] } },
    });
    if pull {
        text["diagnostic"] = json!({});
    }
    json!({
        "general": { "positionEncodings": units },
        "workspace": {
            "diagnostics": { "refreshSupport": true },
            "workspaceEdit": { "documentChanges": true, "snippetEditSupport": true },
        },
        "textDocument": text,
        "experimental": { "plimsollShowsText": true },
    })
}

impl Client {
    /// Starts a server, and does nothing else.
    pub(crate) fn raw() -> Self {
        let (input, theirs) = tokio::io::duplex(1 << 20);
        let (output, ours) = tokio::io::duplex(1 << 20);
        let server = tokio::spawn(plimsoll_lsp::serve(theirs, ours));
        let output = BufReader::new(output);
        let (heard, capabilities) = (VecDeque::new(), Value::Null);
        Self { input: Some(input), output, server, next: 0, heard, capabilities }
    }

    /// Starts a server and introduces itself, with the folder `root` open.
    pub(crate) async fn start(root: &Path, capabilities: Value) -> Self {
        let mut client = Self::raw();
        let folder = json!({ "uri": address(root), "name": "root" });
        let params = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": capabilities,
            "workspaceFolders": [folder],
        });
        let answer = client.request("initialize", params).await.expect("an answer");
        client.capabilities = answer["capabilities"].clone();
        client.notify("initialized", json!({})).await;
        client
    }

    async fn send(&mut self, message: Value) {
        let body = message.to_string();
        let text = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let input = self.input.as_mut().expect("an open input");
        input.write_all(text.as_bytes()).await.expect("a server that reads");
    }

    async fn receive(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).await.expect("text") == 0 {
                return None;
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).await.expect("a whole message");
        Some(serde_json::from_slice(&body).expect("a message"))
    }

    /// One message; requests of the server are answered with nothing, and kept like the rest.
    async fn step(&mut self) -> Option<Value> {
        let message = self.receive().await?;
        let Some(method) = message["method"].as_str() else { return Some(message) };
        self.heard.push_back((method.to_owned(), message["params"].clone()));
        if let Some(id) = message.get("id") {
            let answer = json!({ "jsonrpc": "2.0", "id": id, "result": null });
            self.send(answer).await;
        }
        Some(Value::Null)
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// The result, or the error.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(message).await;
        loop {
            let answer = self.step().await.expect("a server that answers");
            if answer["id"] == json!(id) {
                return match answer.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(answer["result"].clone()),
                };
            }
        }
    }

    pub(crate) async fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// Replaces the whole text.
    pub(crate) async fn replace(&mut self, uri: &str, version: i64, text: &str) {
        self.change(uri, version, json!([{ "text": text }])).await;
    }

    pub(crate) async fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params).await;
    }

    pub(crate) async fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } })).await;
    }

    /// The next publication for `uri` that `accept` takes; earlier ones are dropped.
    pub(crate) async fn published(
        &mut self,
        uri: &str,
        accept: impl Fn(&Value) -> bool,
    ) -> Vec<Value> {
        loop {
            while let Some((method, params)) = self.heard.pop_front() {
                if method == "textDocument/publishDiagnostics"
                    && params["uri"] == json!(uri)
                    && accept(&params)
                {
                    return params["diagnostics"].as_array().cloned().unwrap_or_default();
                }
            }
            self.step().await.expect("a server that publishes");
        }
    }

    /// The diagnostics that are published for this version of `uri`.
    pub(crate) async fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        self.published(uri, |it| it["version"] == json!(version)).await
    }

    /// What can be done on this line.
    pub(crate) async fn actions(&mut self, uri: &str, line: u64, column: u64) -> Vec<Value> {
        let at = json!({ "line": line, "character": column });
        let params = json!({
            "textDocument": { "uri": uri },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [] },
        });
        let actions = self.request("textDocument/codeAction", params).await.expect("actions");
        actions.as_array().cloned().unwrap_or_default()
    }

    /// The action whose title begins with `title`, worked out.
    pub(crate) async fn resolved(&mut self, actions: &[Value], title: &str) -> Value {
        let action = actions
            .iter()
            .find(|it| it["title"].as_str().is_some_and(|it| it.starts_with(title)))
            .unwrap_or_else(|| panic!("no action {title:?} among {actions:#?}"));
        self.request("codeAction/resolve", action.clone()).await.expect("an edit")
    }

    /// What the server says by the method, once it does.
    pub(crate) async fn told(&mut self, method: &str) -> Value {
        loop {
            while let Some((heard, params)) = self.heard.pop_front() {
                if heard == method {
                    return params;
                }
            }
            self.step().await.expect("a server that says something");
        }
    }

    /// The text after the action whose title begins with `title`, made on `text`.
    pub(crate) async fn applied(&mut self, actions: &[Value], title: &str, text: &str) -> String {
        let action = self.resolved(actions, title).await;
        let edits = action["edit"]["documentChanges"][0]["edits"].as_array().cloned();
        apply(text, &edits.unwrap_or_default())
    }

    /// Leaves, and returns whether the server found that orderly.
    pub(crate) async fn leave(mut self, with_shutdown: bool, with_exit: bool) -> bool {
        if with_shutdown {
            self.request("shutdown", Value::Null).await.expect("an answer");
        }
        if with_exit {
            self.notify("exit", Value::Null).await;
        } else {
            self.input = None;
        }
        self.server.await.expect("a server that ends")
    }
}

/// The address of a file.
pub(crate) fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The offset of a position in UTF-8 or, for texts of ASCII, in any units.
fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().and_then(|it| usize::try_from(it).ok()).expect("a line");
    let column = position["character"].as_u64().and_then(|it| usize::try_from(it).ok());
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    start + column.expect("a column")
}

/// `text` after edits that do not overlap; of a snippet, the text with its placeholders.
pub(crate) fn apply(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, String)> = edits
        .iter()
        .map(|it| {
            let range = &it["range"];
            let new = match it["newText"].as_str() {
                Some(text) => text.to_owned(),
                None => it["snippet"]["value"].as_str().expect("a snippet").to_owned(),
            };
            (offset(text, &range["start"]), offset(text, &range["end"]), new)
        })
        .collect();
    edits.sort();
    let mut result = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        result.replace_range(start..end, &new);
    }
    result
}

/// Code, message and first line of each diagnostic.
pub(crate) fn brief(diagnostics: &[Value]) -> Vec<(String, String, u64)> {
    let mut brief: Vec<_> = diagnostics
        .iter()
        .map(|it| {
            let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
            let line = it["range"]["start"]["line"].as_u64().unwrap_or_default();
            (text(&it["code"]), text(&it["message"]), line)
        })
        .collect();
    brief.sort();
    brief
}
