//! The language server as an editor meets it: start, edit to diagnostics, bursts, memory.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{compose_file, quiet};

/// The lines of the documents that are edited.
const SIZES: [usize; 3] = [50, 1_000, 20_000];

/// How many edits come back to back in a burst.
const BURST: i64 = 200;

/// How long a server may take over one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server to be measured, with the documents that it is for.
struct Contender {
    name: &'static str,
    command: Vec<String>,
    file: &'static str,
    language: &'static str,
    text: fn(usize) -> String,
    /// What an edit writes into the first line, and takes away again; changes what is found.
    probe: &'static str,
}

/// Measures the server of `binary`, and with `peers` others beside it, and prints a table.
pub(super) fn run(binary: &Path, folder: &Path, peers: bool) -> Result<()> {
    let own = Contender {
        name: "plimsoll",
        command: vec![binary.display().to_string(), "lsp".to_owned()],
        file: "compose.yaml",
        language: "yaml",
        text: compose_lines,
        probe: "x-a: 1\n",
    };
    let mut contenders = vec![own];
    if peers {
        contenders.extend(others(folder)?);
    }
    println!(
        "| server | lines | start | open | edit p50 | edit p95 | burst: last, publications | memory idle | memory after |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for contender in &contenders {
        for lines in SIZES {
            match measure(contender, lines, folder) {
                Ok(row) => println!("| {} | {lines} | {row} |", contender.name),
                Err(error) => println!("| {} | {lines} | {error:#} |", contender.name),
            }
        }
    }
    Ok(())
}

fn measure(contender: &Contender, lines: usize, folder: &Path) -> Result<String> {
    let root = folder.join(format!("{}-{lines}", contender.name));
    fs::create_dir_all(&root)?;
    let text = (contender.text)(lines);
    let file = root.join(contender.file);
    fs::write(&file, &text)?;
    let start = Instant::now();
    let mut client = Client::start(&contender.command, &root)?;
    let started = start.elapsed();
    thread::sleep(Duration::from_millis(300));
    let idle = client.memory("VmRSS:");
    let uri = format!("file://{}", file.display());
    let opened = client.open(&uri, contender.language, &text)?;
    let rounds = if lines > 10_000 { 20 } else { 100 };
    let mut times = Vec::with_capacity(rounds);
    let mut version = 1;
    for _ in 0..rounds {
        version += 1;
        times.push(client.edit(&uri, version, contender.probe)?);
    }
    times.sort();
    let percentile =
        |hundredths: usize| times[(times.len() * hundredths / 100).min(times.len() - 1)];
    let (last, publications) = client.burst(&uri, version, contender.probe)?;
    let mut row = String::new();
    let ms = |it: Duration| format!("{:.1} ms", it.as_secs_f64() * 1e3);
    write!(
        row,
        "{} | {} | {} | {} | {}, {publications} | {idle:.0} MB | {:.0} MB",
        ms(started),
        ms(opened),
        ms(percentile(50)),
        ms(percentile(95)),
        ms(last),
        client.memory("VmRSS:"),
    )?;
    Ok(row)
}

/// A server process and what it says.
struct Client {
    process: Child,
    input: ChildStdin,
    messages: Receiver<(Instant, Value)>,
    next: i64,
}

impl Client {
    fn start(command: &[String], root: &Path) -> Result<Self> {
        let (program, arguments) = command.split_first().context("no command")?;
        let mut process = Command::new(program)
            .args(arguments)
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| program.clone())?;
        let input = process.stdin.take().context("no input")?;
        let mut output = BufReader::new(process.stdout.take().context("no output")?);
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = receive(&mut output) {
                if sender.send((Instant::now(), message)).is_err() {
                    return;
                }
            }
        });
        let mut client = Self { process, input, messages, next: 0 };
        let uri = format!("file://{}", root.display());
        let params = json!({
            "processId": std::process::id(),
            "rootUri": uri,
            "workspaceFolders": [{ "uri": uri, "name": "bench" }],
            "capabilities": {
                "workspace": { "configuration": true, "workspaceFolders": true },
                "textDocument": {
                    "synchronization": {},
                    "publishDiagnostics": { "versionSupport": true },
                },
            },
        });
        client.request("initialize", &params)?;
        client.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }))?;
        Ok(client)
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.input.flush()?;
        Ok(())
    }

    fn request(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        loop {
            let (_, message) = self.step()?;
            if message["id"] == json!(id) && message.get("method").is_none() {
                return Ok(message["result"].clone());
            }
        }
    }

    /// One message; what the server asks is answered with nothing.
    fn step(&mut self) -> Result<(Instant, Value)> {
        let (at, message) = self.messages.recv_timeout(PATIENCE).context("no answer in time")?;
        if let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) {
            let items = message["params"]["items"].as_array().map_or(0, Vec::len);
            let result = match method {
                "workspace/configuration" => json!(vec![Value::Null; items]),
                _ => Value::Null,
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))?;
        }
        Ok((at, message))
    }

    /// When the diagnostics came that are for `version`, where the server says so.
    fn published(&mut self, uri: &str, version: i64) -> Result<Instant> {
        loop {
            let (at, message) = self.step()?;
            let params = &message["params"];
            let is_late = params["version"].as_i64().is_some_and(|it| it < version);
            if message["method"] == json!("textDocument/publishDiagnostics")
                && params["uri"] == json!(uri)
                && !is_late
            {
                return Ok(at);
            }
        }
    }

    fn open(&mut self, uri: &str, language: &str, text: &str) -> Result<Duration> {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        let start = Instant::now();
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }))?;
        Ok(self.published(uri, 1)? - start)
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// Writes `probe` in front of the text in even versions, and takes it away in odd ones.
    fn change(&mut self, uri: &str, version: i64, probe: &str) -> Result<()> {
        let origin = json!({ "line": 0, "character": 0 });
        let behind = json!({ "line": probe.matches('\n').count(), "character": 0 });
        let change = match version % 2 {
            0 => json!({ "range": { "start": origin, "end": origin }, "text": probe }),
            _ => json!({ "range": { "start": origin, "end": behind }, "text": "" }),
        };
        let params = json!({
            "textDocument": { "uri": uri, "version": version },
            "contentChanges": [change],
        });
        self.notify("textDocument/didChange", &params)
    }

    fn edit(&mut self, uri: &str, version: i64, probe: &str) -> Result<Duration> {
        while self.messages.try_recv().is_ok() {}
        let start = Instant::now();
        self.change(uri, version, probe)?;
        Ok(self.published(uri, version)? - start)
    }

    /// How long after the last of many edits the last publication came, and how many came.
    fn burst(&mut self, uri: &str, version: i64, probe: &str) -> Result<(Duration, usize)> {
        for step in 1..=BURST {
            self.change(uri, version + step, probe)?;
        }
        let end = Instant::now();
        let mut last = self.published(uri, 0)?;
        let mut publications = 1;
        while let Ok((at, message)) = self.messages.recv_timeout(Duration::from_secs(2)) {
            if message["method"] == json!("textDocument/publishDiagnostics") {
                last = at;
                publications += 1;
            }
        }
        Ok((last.saturating_duration_since(end), publications))
    }

    /// A figure of the process in MB, as the kernel tells it (Linux).
    fn memory(&self, key: &str) -> f64 {
        let status = format!("/proc/{}/status", self.process.id());
        let text = fs::read_to_string(status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(key));
        let kilobytes = line.and_then(|it| it.trim().trim_end_matches("kB").trim().parse().ok());
        kilobytes.unwrap_or(0.0) / 1e3
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn receive(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// Servers for neighbouring languages, each on files of its own kind, set up in `folder`.
fn others(folder: &Path) -> Result<Vec<Contender>> {
    let venv = folder.join("servers");
    quiet(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    quiet(Command::new(venv.join("bin/pip")).args(["install", "--quiet", "ruff"]))?;
    let npm = folder.join("server-packages");
    quiet(
        Command::new("npm")
            .args(["install", "--silent", "--prefix"])
            .arg(&npm)
            .args(["yaml-language-server", "@microsoft/compose-language-service"]),
    )?;
    let shown = |path: PathBuf| path.display().to_string();
    let node = |name: &str| -> Result<Vec<String>> {
        let path = npm.join("node_modules/.bin").join(name);
        if !path.exists() {
            bail!("{name} was not installed");
        }
        Ok(vec![shown(path), "--stdio".to_owned()])
    };
    Ok(vec![
        Contender {
            name: "yaml-language-server",
            command: node("yaml-language-server")?,
            file: "some.yaml",
            language: "yaml",
            text: compose_lines,
            probe: "x-a: [\n",
        },
        Contender {
            name: "compose-language-service",
            command: node("docker-compose-langserver")?,
            file: "compose.yaml",
            language: "dockercompose",
            text: compose_lines,
            probe: "x-a: [\n",
        },
        Contender {
            name: "ruff",
            command: vec![shown(venv.join("bin/ruff")), "server".to_owned()],
            file: "some.py",
            language: "python",
            text: python_lines,
            probe: "import os\n",
        },
    ])
}

/// A Compose file of about `lines` lines.
fn compose_lines(lines: usize) -> String {
    let one = compose_file(1).lines().count() - 1;
    compose_file((lines / one).max(1))
}

/// A Python file of about `lines` lines.
fn python_lines(lines: usize) -> String {
    let mut out = String::new();
    for index in 0..lines / 5 {
        let _ = write!(
            out,
            "def handle{index}(request, level={}):\n    total = 0\n    for item in request.items:\n        total += item.price * level\n    return total\n",
            index % 7,
        );
    }
    out
}
