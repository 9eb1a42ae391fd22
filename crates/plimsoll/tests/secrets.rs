//! A secret that files write is in nothing that any command says, wherever it stands and however it
//! is spelt.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod binary;

use std::fs;

use binary::plimsoll;

/// Two files with the secret (`@`, in double quotes) in every place that has one.
const COMPOSE: &str = r#"services:
  a:
    image: nginx
    privileged: true
    environment:
      DB_PASSWORD: "@"
      DATABASE_URL: "postgres://app:@@db/app"
      API_TOKEN: "${API_TOKEN:-@}"
    command: [serve, --password, "@"]
    labels: {com.example.password: "@"}
    build: {context: ., args: {NPM_TOKEN: "@"}}
    healthcheck: {test: [CMD, redis-cli, -a, "@", ping]}
    logging: {driver: splunk, options: {splunk-token: "@"}}
    ports: ["6379:6379"]
    unknown_key: "@"
configs:
  app:
    content: "password=@"
"#;

const MANIFEST: &str = r#"apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations: {example.com/api-token: "@"}
spec:
  hostNetwork: true
  containers:
    - name: a
      image: nginx
      env: [{name: DB_PASSWORD, value: "@"}]
      args: ["--password=@"]
      livenessProbe: {exec: {command: [redis-cli, -a, "@"]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a, name: a}
data: {app.ini: "password = @"}
---
apiVersion: v1
kind: Secret
metadata: {name: a, name: a}
data: {note: "@"}
stringData: {note: "@", note: "@"}
"#;

/// A page whose author quotes what the page looks at, and one whose block fails on it.
const PAGES: [(&str, &str); 2] = [
    (
        "quoting",
        "message: \"{container} has {variable} set to {value}\"\n---\n\n```cel\nvariable.value != ''\n```\n",
    ),
    ("failing", "message: \"x\"\n---\n\n```cel\nint(variable.value) > 3\n```\n"),
];

/// Secrets as they are meant; their parts that must not be seen, however they are escaped.
const SECRETS: &[(&str, &[&str])] = &[
    ("zQ7-planted-9Xk", &["planted"]),
    ("Blümen-für-9x7Q-ẞ", &["lümen", "9x7Q"]),
    ("p\"ass'w\\d<9>Q", &["ass'w", "ass&apos;w", "ass&#39;w", "<9>", "&lt;9"]),
    ("p%40ss%2Fw0rd9Qx", &["w0rd9", "p%2540"]),
    ("first-9Xk\nsecond-7Qz", &["first-9", "second-7"]),
];

const FORMATS: [&str; 8] =
    ["text", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"];

fn commands() -> Vec<Vec<&'static str>> {
    let strict = ["check", ".", "--profile", "strict", "--policies", "policies", "--fixes"];
    let mut commands: Vec<Vec<&str>> =
        FORMATS.iter().map(|format| [&strict[..], &["--format", format]].concat()).collect();
    for profile in ["stella-ops", "cis-docker", "nsa-cisa"] {
        for format in ["html", "markdown", "json", "csv"] {
            commands.push(vec!["report", ".", "--profile", profile, "--format", format]);
        }
    }
    for file in ["compose.yaml", "k.yaml", "broken.yaml"] {
        commands.extend([vec!["facts", file], vec!["doctor", file]]);
    }
    commands.extend([
        vec!["check", "."],
        vec!["check", ".", "--statistics"],
        vec!["check", ".", "--no-suppressions"],
        vec!["check", ".", "--per-file", "--policies", "policies"],
        vec!["fix", "."],
        vec!["fix", ".", "--hardening"],
        vec!["suppressions", "."],
        vec!["migrate", "."],
        vec!["config", "compose.yaml"],
        vec!["test", "policies"],
        vec!["init"],
        vec!["baseline", "create"],
        vec!["baseline", "show"],
    ]);
    commands
}

#[test]
fn no_command_shows_a_secret() {
    for (secret, parts) in SECRETS {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::create_dir(folder.join(".git")).unwrap();
        fs::create_dir(folder.join("policies")).unwrap();
        let quoted = secret.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let fill = |text: &str| {
            let url = text.replace("@@db", &format!("{quoted}\u{0}db"));
            url.replace('@', &quoted).replace('\u{0}', "@")
        };
        fs::write(folder.join("compose.yaml"), fill(COMPOSE)).unwrap();
        fs::write(folder.join("k.yaml"), fill(MANIFEST)).unwrap();
        let line = secret.lines().next().unwrap_or(secret);
        let broken = format!(
            "services:\n  a:\n    image: nginx  # password: {line}\n    environment:\n      DB_PASSWORD: \"{line}\n  b: [\n"
        );
        fs::write(folder.join("broken.yaml"), broken).unwrap();
        for (name, rest) in PAGES {
            let page =
                format!("---\nname: {name}\nsummary: x\nseverity: high\nsubject: variable\n{rest}");
            fs::write(folder.join(format!("policies/{name}.md")), page).unwrap();
        }
        for arguments in commands() {
            let run = plimsoll(folder, &arguments);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let mut shown = text(&run.stdout) + &text(&run.stderr);
            for written in ["plimsoll.toml", "plimsoll-baseline.json"] {
                shown += &fs::read_to_string(folder.join(written)).unwrap_or_default();
            }
            assert!(run.status.code().is_some_and(|it| it <= 2), "{arguments:?}: {shown}");
            for part in *parts {
                let at = shown.find(part);
                let around = at.map(|at| shown.get(at.saturating_sub(200)..at + 40));
                assert!(at.is_none(), "{arguments:?} shows `{part}`: {around:?}");
            }
        }
        let fix = plimsoll(folder, &["fix", ".", "--hardening", "--no-config"]);
        let text = String::from_utf8_lossy(&fix.stdout).into_owned();
        assert!(text.contains("-    privileged: true"), "{text}");
        assert!(String::from_utf8_lossy(&fix.stderr).contains("masked"));
    }
}
