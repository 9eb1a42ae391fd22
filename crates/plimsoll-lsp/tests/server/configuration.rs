//! `plimsoll.toml`, as it is in the editor and on the disk.

use std::{fs, path::Path};

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

#[tokio::test]
async fn what_other_programs_show_is_left_to_them_until_a_user_wants_it() {
    let text =
        "services:\n  web:\n    image: nginx:1.27.2\n    user: 1000\n    user: \"1000\"\n  db: [\n";
    let uri = "file:///w/compose.yaml";
    let mut client = Client::start(Path::new("/w"), capabilities(Units::Utf8, false)).await;
    client.open(uri, "yaml", text).await;
    let codes = |found: &[Value]| -> Vec<String> {
        found.iter().filter_map(|it| it["code"].as_str().map(str::to_owned)).collect()
    };
    let has = |found: &[Value], code: &str| codes(found).iter().any(|it| it == code);
    let found = client.diagnostics(uri, 1).await;
    assert!(!has(&found, "syntax-error") && !has(&found, "duplicate-key"), "{found:#?}");
    let settings = json!({ "settings": { "plimsoll": { "mute": [] } } });
    client.notify("workspace/didChangeConfiguration", settings).await;
    let found = client.diagnostics(uri, 1).await;
    assert!(has(&found, "syntax-error") && has(&found, "duplicate-key"), "{found:#?}");
    let settings = json!({ "settings": { "plimsoll": { "mute": ["compose:sintax-error"] } } });
    client.notify("workspace/didChangeConfiguration", settings).await;
    let told = client.told("window/logMessage").await;
    assert!(told["message"].as_str().is_some_and(|it| it.contains("`syntax-error`")), "{told}");
}

#[tokio::test]
async fn a_client_is_asked_to_watch_the_very_files_that_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("stacks");
    fs::create_dir(&inner).expect("a folder");
    let mut offer = capabilities(Units::Utf8, false);
    offer["workspace"]["didChangeWatchedFiles"] =
        json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let mut client = Client::start(folder.path(), offer).await;
    let uri = address(&inner.join("compose.yaml"));
    client.open(&uri, "yaml", PRIVILEGED).await;
    let wish = client.told("client/registerCapability").await;
    let watchers = &wish["registrations"][0]["registerOptions"]["watchers"];
    let watchers: Vec<(&str, &str)> = watchers
        .as_array()
        .expect("watchers")
        .iter()
        .filter_map(|it| {
            it["globPattern"]["baseUri"].as_str().zip(it["globPattern"]["pattern"].as_str())
        })
        .collect();
    let (outer, inner) = (address(folder.path()), address(&inner));
    for wanted in [
        (inner.as_str(), "plimsoll.toml"),
        (inner.as_str(), "compose.override.yaml"),
        (outer.as_str(), "plimsoll.toml"),
    ] {
        assert!(watchers.contains(&wanted), "{wanted:?} is not in {watchers:?}");
    }
    assert!(!watchers.iter().any(|(_, pattern)| pattern.contains('*')), "{watchers:?}");
}
