//! What an editor can do with findings.

use std::{fs, path::Path};

use super::client::{Client, Units, address, brief, capabilities};
use plimsoll_linter::{Linter, Settings};
use serde_json::{Value, json};

const URI: &str = "file:///w/compose.yaml";

async fn start() -> Client {
    Client::start(Path::new("/w"), capabilities(Units::Utf8, false)).await
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|it| it["title"].as_str()).collect()
}

#[tokio::test]
async fn a_hardening_fix_changes_one_value_says_what_it_breaks_and_is_not_preferred() {
    let text =
        "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n    user: \"1000\"\n";
    let mut client = start().await;
    client.open(URI, "yaml", text).await;
    let actions = client.actions(URI, 3, 17).await;
    let fix = actions
        .iter()
        .find(|it| it["title"].as_str().is_some_and(|it| it.starts_with("Remove `privileged` — ")));
    let fix = fix.unwrap_or_else(|| panic!("{:?}", titles(&actions)));
    assert_eq!(fix["isPreferred"], json!(false));
    assert_eq!(fix["kind"], json!("quickfix"));
    assert!(fix.get("edit").is_none(), "nothing is worked out before it is chosen");
    let after = client.applied(&actions, "Remove `privileged`", text).await;
    assert!(!after.contains("privileged: true"), "{after}");
    assert!(after.contains("user: \"1000\""), "{after}");
}

#[tokio::test]
async fn a_client_that_cannot_ask_later_gets_edits_at_once() {
    let mut offer = capabilities(Units::Utf8, false);
    offer["textDocument"]["codeAction"] = json!({});
    let mut client = Client::start(Path::new("/w"), offer).await;
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
    client.open(URI, "yaml", text).await;
    let actions = client.actions(URI, 3, 17).await;
    let fix = actions
        .iter()
        .find(|it| it["title"].as_str().is_some_and(|it| it.starts_with("Remove `privileged`")));
    let edit = &fix.expect("a fix")["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"]["version"], json!(1));
    assert_eq!(edit["edits"][0]["newText"], json!(""));
}

#[tokio::test]
async fn ignoring_writes_a_comment_with_a_reason_to_fill_in_and_the_finding_is_gone() {
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
    let mut client = start().await;
    client.open(URI, "yaml", text).await;
    let actions = client.actions(URI, 3, 17).await;
    let after = client.applied(&actions, "Ignore `privileged-container`", text).await;
    let comment = "    # plimsoll: ignore[privileged-container] $1\n$0";
    assert_eq!(after, text.replace("    privileged", &format!("{comment}    privileged")));
    let after = after.replace("$1", "reads the sensors").replace("$0", "");
    client.replace(URI, 2, &after).await;
    let found = client.diagnostics(URI, 2).await;
    assert!(!found.iter().any(|it| it["code"] == json!("privileged-container")), "{found:#?}");
}

#[tokio::test]
async fn a_comment_that_ignores_nothing_is_faded() {
    let text =
        "services:\n  web:\n    # plimsoll: ignore[host-network] once\n    image: nginx:1.27.2\n";
    let mut client = start().await;
    client.open(URI, "yaml", text).await;
    let found = client.diagnostics(URI, 1).await;
    let it = found.iter().find(|it| it["code"] == json!("unused-suppression")).expect("it");
    assert_eq!(it["tags"], json!([1]));
}

#[tokio::test]
async fn hovering_explains_findings_and_nothing_else() {
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
    let mut client = start().await;
    client.open(URI, "yaml", text).await;
    let mut at = async |line: u64, character: u64| {
        let params = json!({
            "textDocument": { "uri": URI },
            "position": { "line": line, "character": character },
        });
        client.request("textDocument/hover", params).await.expect("an answer")
    };
    let hover = at(3, 17).await;
    let said = hover["contents"]["value"].as_str().expect("text").to_owned();
    for part in
        ["**privileged-container** (", "`privileged` of `web` is `true`: written on line 4."]
    {
        assert!(said.contains(part), "{part:?} is not in\n{said}");
    }
    assert!(!said.contains("```"), "{said}");
    assert_eq!(hover["range"]["start"], json!({ "line": 3, "character": 16 }));
    assert_eq!(at(0, 2).await, Value::Null);
}

#[tokio::test]
async fn nothing_that_is_shown_holds_a_secret() {
    const SECRET: &str = "zQ7-planted-9Xk";
    let text = "services:\n  web:\n    image: nginx\n    privileged: true\n    command: [serve, --password, @]\n    labels: {com.example.password: @}\n    environment:\n      DB_PASSWORD: @\n      URL: postgres://app:@\u{0}db/app\n    unknown_key: @\n";
    let text = text.replace('@', SECRET).replace('\u{0}', "@");
    let mut client = start().await;
    client.open(URI, "yaml", &text).await;
    let mut shown = format!("{:?}", client.diagnostics(URI, 1).await);
    assert!(shown.contains("secret-in-environment"), "{shown}");
    let mut hovers = 0;
    for (line, written) in (0u64..).zip(text.lines()) {
        for character in (0..written.len()).step_by(3) {
            let position = json!({ "line": line, "character": character });
            let params = json!({ "textDocument": { "uri": URI }, "position": position });
            let hover = client.request("textDocument/hover", params).await.expect("an answer");
            hovers += u32::from(hover != Value::Null);
            shown += &hover.to_string();
        }
        for action in client.actions(URI, line, 8).await {
            shown += &format!("{} {}", action["title"], action["disabled"]);
        }
    }
    assert!(hovers > 10, "{hovers}");
    let params = json!({ "command": "plimsoll.doctor", "arguments": [URI] });
    shown += &client.request("workspace/executeCommand", params).await.expect("text").to_string();
    assert!(!shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn names_of_rules_are_completed_in_comments_only() {
    let text = "services:\n  web:\n    # plimsoll: ignore[\n    image: nginx:1.27.2\n";
    let mut client = start().await;
    client.open(URI, "yaml", text).await;
    for (line, column, expected) in [(2, 23, true), (3, 8, false)] {
        let params = json!({
            "textDocument": { "uri": URI },
            "position": { "line": line, "character": column },
        });
        let items = client.request("textDocument/completion", params).await.expect("items");
        let has = items
            .as_array()
            .is_some_and(|it| it.iter().any(|it| it["label"] == json!("privileged-container")));
        assert_eq!(has, expected, "line {line}");
    }
}

#[tokio::test]
async fn commands_answer_with_text() {
    let mut client = start().await;
    client.open(URI, "yaml", "services:\n  web:\n    image: nginx:1.27.2\n").await;
    client.open("file:///w/chart/a.yaml", "helm", "a: {{ b }}\n").await;
    let mut say = async |command: &str, arguments: Value| {
        let params = json!({ "command": command, "arguments": arguments });
        client.request("workspace/executeCommand", params).await
    };
    let page = say("plimsoll.explain", json!(["privileged-container"])).await.expect("a page");
    assert!(page.as_str().is_some_and(|it| it.starts_with("# privileged-container\n")));
    assert!(say("plimsoll.explain", json!(["no-such-rule"])).await.is_err());
    let doctor = say("plimsoll.doctor", json!([])).await.expect("a report");
    let doctor = doctor.as_str().expect("text");
    for part in ["Compose file", "judged in full", "left alone because of its language id"] {
        assert!(doctor.contains(part), "{part:?} is not in\n{doctor}");
    }
    say("plimsoll.restart", json!([])).await.expect("done");
}

#[tokio::test]
async fn a_program_asks_what_one_document_is_taken_for() {
    let mut client = start().await;
    client.open(URI, "yaml", "services:\n  web:\n    image: nginx:1.27.2\n").await;
    client.open("file:///w/ci.yaml", "yaml", "on: push\n").await;
    for (uri, dialect, is_judged) in [
        (URI, "Compose file", true),
        ("file:///w/ci.yaml", "other", false),
        ("file:///w/no.yaml", "left alone", false),
    ] {
        let params = json!({ "command": "plimsoll.doctor", "arguments": [uri] });
        let answer = client.request("workspace/executeCommand", params).await.expect("an answer");
        assert_eq!(answer["dialect"], json!(dialect), "{uri}");
        assert_eq!(answer["isJudged"], json!(is_judged), "{uri}");
    }
}

#[tokio::test]
async fn files_that_are_not_open_are_judged_only_on_demand() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
    fs::write(folder.path().join("compose.yaml"), text).expect("a file");
    let uri = address(&folder.path().join("compose.yaml"));
    let mut client = Client::start(folder.path(), capabilities(Units::Utf8, false)).await;
    let other = address(&folder.path().join("other.yaml"));
    client.open(&other, "yaml", "a: 1\n").await;
    client.diagnostics(&other, 1).await;
    assert!(client.heard.is_empty());
    let settings = |is_on: bool| json!({ "settings": { "plimsoll": { "workspace": is_on } } });
    client.notify("workspace/didChangeConfiguration", settings(true)).await;
    let found = client.published(&uri, |_| true).await;
    assert!(found.iter().any(|it| it["code"] == json!("privileged-container")));
    client.notify("workspace/didChangeConfiguration", settings(false)).await;
    assert_eq!(client.published(&uri, |_| true).await, Vec::<Value>::new());
}

#[tokio::test]
async fn inlay_hints_are_off_until_they_are_asked_for() {
    let mut client = start().await;
    client.open(URI, "yaml", "services:\n  web:\n    image: nginx:1.27.2\n").await;
    let params = json!({
        "textDocument": { "uri": URI },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } },
    });
    let hints = client.request("textDocument/inlayHint", params.clone()).await.expect("an answer");
    assert_eq!(hints, Value::Null);
    let settings = json!({ "settings": { "plimsoll": { "inlayHints": true } } });
    client.notify("workspace/didChangeConfiguration", settings).await;
    let hints = client.request("textDocument/inlayHint", params).await.expect("an answer");
    let hint = &hints[0];
    assert_eq!(hint["position"], json!({ "line": 1, "character": 6 }));
    assert!(
        hint["label"].as_str().is_some_and(|it| it.contains("read_only_root: false")),
        "{hints}"
    );
}

#[tokio::test]
async fn an_override_and_its_base_see_each_other_unsaved() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: false\n";
    fs::write(folder.path().join("compose.yaml"), base).expect("a file");
    let uri = address(&folder.path().join("compose.yaml"));
    let over = address(&folder.path().join("compose.override.yaml"));
    let mut client = Client::start(folder.path(), capabilities(Units::Utf8, false)).await;
    client.open(&uri, "yaml", base).await;
    let found = client.diagnostics(&uri, 1).await;
    assert!(!found.iter().any(|it| it["code"] == json!("privileged-container")));
    client.open(&over, "yaml", "services:\n  web:\n    privileged: true\n").await;
    let found = client.diagnostics(&over, 1).await;
    assert!(found.iter().any(|it| it["code"] == json!("privileged-container")), "{found:#?}");
    client.replace(&over, 2, "services:\n  web: {}\n").await;
    let found = client.diagnostics(&over, 2).await;
    assert!(!found.iter().any(|it| it["code"] == json!("privileged-container")));
    // What the base extends is read as it is in the editor, too.
    client
        .replace(&uri, 2, "services:\n  web:\n    extends: {file: common.yaml, service: a}\n")
        .await;
    client.diagnostics(&uri, 2).await;
    let common = address(&folder.path().join("common.yaml"));
    let text = "services:\n  a:\n    image: nginx:1.27.2\n    privileged: true\n";
    client.open(&common, "yaml", text).await;
    client.published(&uri, |it| it["version"] == json!(2)).await;
}

#[tokio::test]
async fn an_editor_finds_what_the_command_line_finds() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/samples");
    let mut settings = Settings::recommended();
    settings.today = None;
    let linter = Linter::new(settings);
    for name in ["compose.yaml", "deployment.yaml"] {
        let path = samples.join(name).canonicalize().expect("a sample");
        let text = fs::read_to_string(&path).expect("text");
        let mut client = Client::start(&samples, capabilities(Units::Utf8, false)).await;
        client.open(&address(&path), "yaml", &text).await;
        let found: Vec<(String, String)> = brief(&client.diagnostics(&address(&path), 1).await)
            .into_iter()
            .map(|(code, message, _)| (code, message))
            .collect();
        let report = linter.check_text(name, &text);
        let mut expected: Vec<(String, String)> =
            report.diagnostics().map(|it| (it.rule.to_string(), it.message.clone())).collect();
        expected.sort();
        assert_eq!(found, expected, "{name}");
    }
}
