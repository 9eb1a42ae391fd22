//! What the protocol demands.

use std::path::Path;

use super::client::{Client, Units, capabilities};
use serde_json::{Value, json};

const PRIVILEGED: &str = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
const URI: &str = "file:///w/compose.yaml";

async fn start(pull: bool) -> Client {
    Client::start(Path::new("/w"), capabilities(Units::Utf8, pull)).await
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|it| it["code"].as_str()).collect()
}

#[tokio::test]
async fn a_client_that_asks_for_a_shutdown_leaves_in_good_order() {
    for (shutdown, exit, expected) in
        [(true, true, true), (false, true, false), (false, false, false), (true, false, true)]
    {
        let client = start(false).await;
        assert_eq!(client.leave(shutdown, exit).await, expected, "{shutdown} {exit}");
    }
}

#[tokio::test]
async fn requests_before_the_introduction_and_unknown_ones_are_refused() {
    let mut client = Client::raw();
    let params =
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } });
    let refused = client.request("textDocument/hover", params).await;
    assert_eq!(refused.expect_err("a refusal")["code"], json!(-32002));
    let mut client = start(false).await;
    for method in ["x/unknown", "$/unknown"] {
        let refused = client.request(method, json!({})).await;
        assert_eq!(refused.expect_err("a refusal")["code"], json!(-32601), "{method}");
    }
}

#[tokio::test]
async fn a_document_is_judged_when_it_is_opened_and_cleared_when_it_is_closed() {
    let mut client = start(false).await;
    client.open(URI, "yaml", PRIVILEGED).await;
    let found = client.diagnostics(URI, 1).await;
    assert!(codes(&found).contains(&"privileged-container"), "{found:#?}");
    client.close(URI).await;
    let after = client.published(URI, |it| it["version"].is_null()).await;
    assert_eq!(after, Vec::<Value>::new());
}

#[tokio::test]
async fn a_diagnostic_has_a_code_a_page_a_source_and_an_exact_range() {
    let mut client = start(false).await;
    client.open(URI, "dockercompose", PRIVILEGED).await;
    let found = client.diagnostics(URI, 1).await;
    let it = found.iter().find(|it| it["code"] == json!("privileged-container"));
    let it = it.expect("the finding");
    assert_eq!(it["source"], json!("plimsoll"));
    let page = it["codeDescription"]["href"].as_str().expect("a page");
    assert!(page.ends_with("/privileges/privileged_container.md"), "{page}");
    let start = json!({ "line": 3, "character": 16 });
    assert_eq!(it["range"], json!({ "start": start, "end": { "line": 3, "character": 20 } }));
}

#[tokio::test]
async fn columns_count_in_the_units_agreed_on() {
    let text =
        "services:\n  web: {image: \"nginx:1.27.2\", labels: {a: \"😀漢\"}, privileged: true}\n";
    for units in [Units::Utf8, Units::Utf16] {
        let mut client = Client::start(Path::new("/w"), capabilities(units, false)).await;
        let agreed = if units == Units::Utf8 { "utf-8" } else { "utf-16" };
        assert_eq!(client.capabilities["positionEncoding"], json!(agreed));
        client.open(URI, "yaml", text).await;
        let found = client.diagnostics(URI, 1).await;
        let it = found.iter().find(|it| it["code"] == json!("privileged-container"));
        let line = text.lines().nth(1).expect("a line");
        let before = &line[..line.find("true").expect("the value")];
        let range = &it.expect("the finding")["range"];
        assert_eq!(range["start"]["character"], json!(units.length(before)));
        assert_eq!(range["end"]["character"], json!(units.length(before) + 4));
    }
}

#[tokio::test]
async fn a_client_that_asks_gets_answers_and_no_publications() {
    let mut client = start(true).await;
    client.open(URI, "yaml", PRIVILEGED).await;
    let params = json!({ "textDocument": { "uri": URI } });
    let report = client.request("textDocument/diagnostic", params).await.expect("a report");
    assert_eq!(report["kind"], json!("full"));
    let items = report["items"].as_array().expect("items");
    assert!(codes(items).contains(&"privileged-container"));
    let params = json!({
        "textDocument": { "uri": URI },
        "previousResultId": report["resultId"],
    });
    let again = client.request("textDocument/diagnostic", params).await.expect("a report");
    assert_eq!(again["kind"], json!("unchanged"));
    client.change(URI, 2, json!([{ "text": "services: {}\n" }])).await;
    let params = json!({ "textDocument": { "uri": URI } });
    let report = client.request("textDocument/diagnostic", params).await.expect("a report");
    assert!(!codes(report["items"].as_array().expect("items")).contains(&"privileged-container"));
    assert!(!client.heard.iter().any(|(method, _)| method.ends_with("publishDiagnostics")));
}

#[tokio::test]
async fn a_client_that_cannot_be_told_to_ask_again_is_told_everything() {
    let mut offer = capabilities(Units::Utf8, true);
    offer["workspace"]["diagnostics"] = json!({});
    let mut client = Client::start(Path::new("/w"), offer).await;
    assert!(client.capabilities.get("diagnosticProvider").is_none());
    client.open(URI, "yaml", PRIVILEGED).await;
    assert!(codes(&client.diagnostics(URI, 1).await).contains(&"privileged-container"));
}

#[tokio::test]
async fn a_burst_of_edits_ends_with_the_last_version() {
    let mut client = start(false).await;
    client.open(URI, "yaml", PRIVILEGED).await;
    for version in 2..=200 {
        let value = if version % 2 == 0 { "false" } else { "true" };
        client.replace(URI, version, &PRIVILEGED.replace("true", value)).await;
    }
    let found = client.diagnostics(URI, 200).await;
    assert!(!codes(&found).contains(&"privileged-container"));
    for (method, params) in &client.heard {
        assert_ne!(method, "textDocument/publishDiagnostics", "after the last: {params}");
    }
}

#[tokio::test]
async fn documents_that_are_not_ours_have_no_findings() {
    let mut client = start(false).await;
    let workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{run: make}]\n";
    client.open("file:///w/.github/workflows/ci.yaml", "yaml", workflow).await;
    let found = client.diagnostics("file:///w/.github/workflows/ci.yaml", 1).await;
    assert_eq!(found, Vec::<Value>::new());
    // What the client calls a template is not even read.
    client.open("file:///w/templates/pod.yaml", "helm", PRIVILEGED).await;
    client.open(URI, "yaml", PRIVILEGED).await;
    client.diagnostics(URI, 1).await;
    assert!(
        !client
            .heard
            .iter()
            .any(|(_, params)| params["uri"] == json!("file:///w/templates/pod.yaml"))
    );
}

#[tokio::test]
async fn documents_without_a_file_are_judged_by_their_content() {
    let mut client = start(false).await;
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n  containers: [{name: a, image: \"nginx:1.27.2\"}]\n";
    client.open("untitled:Untitled-1", "yaml", text).await;
    let found = client.diagnostics("untitled:Untitled-1", 1).await;
    assert!(codes(&found).contains(&"host-network"), "{found:#?}");
}

#[tokio::test]
async fn edits_of_what_is_not_open_are_survived() {
    let mut client = start(false).await;
    client.replace("file:///w/other.yaml", 7, "a: 1\n").await;
    client.close("file:///w/other.yaml").await;
    client.notify("textDocument/didOpen", json!({ "textDocument": 1 })).await;
    client.open(URI, "yaml", PRIVILEGED).await;
    assert!(!client.diagnostics(URI, 1).await.is_empty());
}
