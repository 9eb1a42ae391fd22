//! Many fixes at once, chosen in an editor.

use std::path::Path;

use plimsoll_linter::{Bundle, Linter, Settings, bundle};
use serde_json::{Value, json};

use super::client::{Client, Units, apply, capabilities};

const URI: &str = "file:///w/pod.yaml";

const POD: &str = "apiVersion: v1
kind: Pod
metadata:
  name: shop # kept
spec:
  hostNetwork: true
  containers:
    - name: shop
      image: example.org/shop:1.2.3
      securityContext:
        privileged: true
";

async fn start() -> Client {
    Client::start(Path::new("/w"), capabilities(Units::Utf8, false)).await
}

#[tokio::test]
async fn a_pod_is_made_restricted_as_the_command_line_does_it() {
    let mut client = start().await;
    client.open(URI, "yaml", POD).await;
    let actions = client.actions(URI, 4, 0).await;
    let action = client.resolved(&actions, "Make `shop` pass Pod Security `restricted`").await;
    assert_eq!(action["kind"], json!("refactor.rewrite.plimsoll.harden.pss-restricted"));
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().cloned();
    let after = apply(POD, &edits.unwrap_or_default());

    let linter = Linter::new(Settings::recommended());
    let report = linter.check_text("pod.yaml", POD);
    let expected = bundle(&linter, &report, Bundle::PssRestricted, None);
    assert_eq!(after, expected.fixed.files[0].text);
    let note = client.told("window/logMessage").await;
    assert!(note["message"].as_str().is_some_and(|it| it.starts_with("may break: ")), "{note}");

    client.replace(URI, 2, &after).await;
    let left = client.actions(URI, 4, 0).await;
    let is_offered =
        |it: &Value| it["title"].as_str().is_some_and(|it| it.contains("`restricted`"));
    assert!(!left.iter().any(is_offered), "{left:#?}");
}

#[tokio::test]
async fn a_service_is_hardened_by_all_its_fixes_and_its_neighbours_are_not() {
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n    network_mode: host\n  db:\n    image: postgres:16.4\n    privileged: true\n";
    let uri = "file:///w/compose.yaml";
    let mut client = start().await;
    client.open(uri, "yaml", text).await;
    let actions = client.actions(uri, 1, 3).await;
    let titles: Vec<&str> = actions.iter().filter_map(|it| it["title"].as_str()).collect();
    assert_eq!(titles, ["Harden `web`: try 2 fixes"]);
    let after = client.applied(&actions, "Harden `web`", text).await;
    let (web, db) = after.split_once("  db:").expect("both services");
    assert!(!web.contains("privileged: true"), "{after}");
    assert!(db.contains("privileged: true"), "{after}");
}
