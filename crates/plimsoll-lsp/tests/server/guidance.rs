//! What is left to a person: where to write, and what to read.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::client::{Client, Units, apply, capabilities};

const URI: &str = "file:///w/compose.yaml";

/// A client without edits that have placeholders, which opens documents.
fn without_placeholders() -> Value {
    let mut offer = capabilities(Units::Utf8, false);
    offer["workspace"]["workspaceEdit"]["snippetEditSupport"] = json!(false);
    offer["experimental"] = json!({});
    offer["window"] = json!({ "showDocument": { "support": true } });
    offer
}

#[tokio::test]
async fn the_cursor_goes_to_the_reason_where_edits_have_no_placeholders() {
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
    let mut client = Client::start(Path::new("/w"), without_placeholders()).await;
    client.open(URI, "yaml", text).await;
    let actions = client.actions(URI, 3, 17).await;
    let action = client.resolved(&actions, "Ignore `privileged-container`").await;
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().cloned();
    let after = apply(text, &edits.unwrap_or_default());
    client.replace(URI, 2, &after).await;
    client.request("workspace/executeCommand", action["command"].clone()).await.expect("done");
    let shown = client.told("window/showDocument").await;
    assert_eq!((&shown["uri"], &shown["takeFocus"]), (&json!(URI), &json!(true)));
    let at = &shown["selection"]["start"];
    assert_eq!(at, &shown["selection"]["end"]);
    let line = usize::try_from(at["line"].as_u64().expect("a line")).expect("a line");
    let line = after.lines().nth(line).expect("the line");
    assert_eq!(line, "    # plimsoll: ignore[privileged-container] ");
    assert_eq!(at["character"], json!(line.len()));
}

#[tokio::test]
async fn a_fix_by_hand_marks_what_a_person_decides_on() {
    let text = "services:\n  db:\n    image: postgres:16.4\n    environment:\n      POSTGRES_PASSWORD: Xq7-vault-19-kz\n";
    let mut client = Client::start(Path::new("/w"), capabilities(Units::Utf8, false)).await;
    client.open(URI, "yaml", text).await;
    let actions = client.actions(URI, 4, 28).await;
    let after = client.applied(&actions, "Read it from a secret", text).await;
    assert!(after.contains("POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password"), "{after}");
    assert!(after.contains("${1:./postgres_password.txt}"), "{after}");
}

#[tokio::test]
async fn a_page_is_opened_as_a_document_that_is_gone_with_the_server() {
    let mut client = Client::start(Path::new("/w"), without_placeholders()).await;
    client.open(URI, "yaml", "services: {}\n").await;
    let params =
        json!({ "command": "plimsoll.explain", "arguments": ["privileged-container", URI] });
    client.request("workspace/executeCommand", params).await.expect("a page");
    let shown = client.told("window/showDocument").await;
    let path = shown["uri"].as_str().and_then(|it| it.strip_prefix("file://")).expect("a file");
    let text = fs::read_to_string(path).expect("the page");
    assert!(text.starts_with("# privileged-container\n") && text.contains("```yaml"), "{text}");
    let path = path.to_owned();
    client.leave(true, true).await;
    assert!(!Path::new(&path).exists());
}
