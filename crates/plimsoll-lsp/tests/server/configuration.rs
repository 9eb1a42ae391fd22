//! `plimsoll.toml`, as it is in the editor and on the disk.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, Units, address, capabilities};

const PRIVILEGED: &str = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";

fn is_found(diagnostics: &[Value]) -> bool {
    diagnostics.iter().any(|it| it["code"] == json!("privileged-container"))
}

#[tokio::test]
async fn a_configuration_counts_as_it_is_in_the_editor_and_its_mistakes_are_shown_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("stacks");
    fs::create_dir(&inner).expect("a folder");
    fs::write(inner.join("compose.yaml"), PRIVILEGED).expect("a file");
    let off = "[rules]\nprivileged-container = \"off\"\n";
    fs::write(folder.path().join("plimsoll.toml"), off).expect("a file");
    let uri = address(&inner.join("compose.yaml"));
    let toml = address(&folder.path().join("plimsoll.toml"));
    let mut client = Client::start(folder.path(), capabilities(Units::Utf8, false)).await;
    client.open(&uri, "yaml", PRIVILEGED).await;
    assert!(!is_found(&client.diagnostics(&uri, 1).await));
    client.open(&toml, "toml", "[rules]\nprivileged-container = \"error\"\n").await;
    assert!(is_found(&client.diagnostics(&uri, 1).await));
    client.replace(&toml, 2, "[rules]\nprivileged-contaner = \"off\"\n").await;
    let wrong = client.diagnostics(&toml, 2).await;
    assert_eq!(wrong[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert!(wrong[0]["message"].as_str().is_some_and(|it| it.contains("privileged-container")));
    client.close(&toml).await;
    let is_gone = |it: &Value| it["diagnostics"].as_array().is_some_and(|it| !is_found(it));
    client.published(&uri, is_gone).await;
}

#[tokio::test]
async fn a_configuration_that_changes_on_the_disk_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = address(&folder.path().join("compose.yaml"));
    let toml = folder.path().join("plimsoll.toml");
    let mut client = Client::start(folder.path(), capabilities(Units::Utf8, false)).await;
    client.open(&uri, "yaml", PRIVILEGED).await;
    assert!(is_found(&client.diagnostics(&uri, 1).await));
    fs::write(&toml, "[rules]\nprivileged-container = \"off\"\n").expect("a file");
    let changes = json!({ "changes": [{ "uri": address(&toml), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", changes).await;
    assert!(!is_found(&client.diagnostics(&uri, 1).await));
}

#[tokio::test]
async fn what_a_baseline_knows_is_not_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let linter = plimsoll_linter::Linter::new(plimsoll_linter::Settings::recommended());
    let report = linter.check_text("compose.yaml", PRIVILEGED);
    let known = plimsoll_linter::Baseline::of(&report, &linter, |path| Some(path.to_owned()));
    fs::write(folder.path().join("plimsoll-baseline.json"), known.render()).expect("a file");
    let uri = address(&folder.path().join("compose.yaml"));
    let mut client = Client::start(folder.path(), capabilities(Units::Utf8, false)).await;
    client.open(&uri, "yaml", PRIVILEGED).await;
    assert!(!is_found(&client.diagnostics(&uri, 1).await));
}
