//! A new service behind an old anchor, and a container in an old patch, as a team meets them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod binary;

use std::{fs, path::Path, process::Command};

use binary::plimsoll;
use serde_json::Value;

/// Files in which `a` is privileged, and with `b` where it is asked for.
type State = fn(bool) -> Vec<(&'static str, String)>;

const STATES: [(&str, State, &str); 2] = [
    ("an anchor", anchored, "workloads = ['a']"),
    ("an inline patch", patched, "containers = ['a']"),
];

fn anchored(has_b: bool) -> Vec<(&'static str, String)> {
    let b = if has_b { "  b: {<<: *common}\n" } else { "" };
    let text = format!(
        "x-common: &common {{image: 'example.com/a:1.0', privileged: true}}\nservices:\n  a: {{<<: *common}}\n{b}"
    );
    vec![("compose.yaml", text)]
}

fn patched(has_b: bool) -> Vec<(&'static str, String)> {
    let web = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers:
        - {name: a, image: 'example.com/a:1.0'}
        - {name: b, image: 'example.com/b:1.0'}
";
    let b = if has_b { "          - {name: b, securityContext: {privileged: true}}\n" } else { "" };
    let kustomization = format!(
        "resources: [web.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {{name: web, namespace: shop}}
    spec:
      template:
        spec:
          containers:
          - {{name: a, securityContext: {{privileged: true}}}}
{b}"
    );
    vec![("kustomization.yaml", kustomization), ("web.yaml", web.to_owned())]
}

fn write(folder: &Path, files: &[(&str, String)]) {
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output();
    assert!(done.unwrap().status.success(), "{arguments:?}");
}

/// Exit code, the addresses of open findings, and what is said beside them.
fn check(folder: &Path, more: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let output = plimsoll(folder, &[&["check", ".", "--format", "json"], more].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    let addresses = found.map(|it| it["address"].as_str().unwrap().to_owned());
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), addresses.collect(), said)
}

#[test]
fn a_new_user_of_an_old_definition_fails_a_run_against_baseline_and_revision() {
    for (what, state, _) in STATES {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, &state(false));
        git(folder, &["init", "--quiet"]);
        git(folder, &["add", "."]);
        git(folder, &["commit", "--quiet", "--message", "x"]);
        write(folder, &state(true));
        let (code, found, _) = check(folder, &["--diff", "HEAD"]);
        assert_eq!((code, found.len()), (Some(1), 1), "{what}: {found:?}");
        assert!(found[0].contains('b'), "{what}: {found:?}");

        write(folder, &state(false));
        assert_eq!(plimsoll(folder, &["baseline", "create"]).status.code(), Some(0), "{what}");
        assert_eq!(check(folder, &[]).0, Some(0), "{what}");
        write(folder, &state(true));
        let (code, found, said) = check(folder, &[]);
        assert_eq!((code, found.len()), (Some(1), 1), "{what}: {found:?}");
        assert!(said.contains("1 error") && said.contains("1 suppressed"), "{what}: {said}");
    }
}

#[test]
fn a_baseline_of_the_first_version_is_read_and_written_anew() {
    // As the first version wrote it, when `a` and `b` were one finding.
    let old = "{\n  \"version\": 1,\n  \"findings\": [\n    {\"path\":\"compose.yaml\",\"address\":\"services.a.privileged\",\"rule\":\"privileged-container\",\"key\":\"02b85976568aa850\"}\n  ]\n}\n";
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &anchored(false));
    fs::write(folder.join("plimsoll-baseline.json"), old).unwrap();
    assert_eq!(check(folder, &[]).0, Some(0), "what it knows is known");

    write(folder, &anchored(true));
    let (code, found, said) = check(folder, &[]);
    assert_eq!((code, found), (Some(1), vec!["services.b.privileged".to_owned()]));
    assert!(said.contains("`plimsoll baseline update` takes them in"), "{said}");
    assert_eq!(plimsoll(folder, &["baseline", "update"]).status.code(), Some(0));
    assert_eq!(check(folder, &[]).0, Some(0));
    let text = fs::read_to_string(folder.join("plimsoll-baseline.json")).unwrap();
    assert!(text.contains("\"version\": 2") && text.contains("services.b.privileged"), "{text}");
    assert!(text.contains("02b85976568aa850"), "what was known keeps its name: {text}");
}

#[test]
fn an_override_for_one_of_several_users_is_in_use() {
    for (what, state, only_a) in STATES {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, &state(true));
        let config = format!(
            "[[overrides]]\n{only_a}\nrules = {{privileged-container = 'off'}}\nbecause = 'x'\n"
        );
        fs::write(folder.join("plimsoll.toml"), config).unwrap();
        let (code, found, said) = check(folder, &[]);
        assert_eq!((code, found.len()), (Some(1), 1), "{what}: {found:?} {said}");
        let register = plimsoll(folder, &["suppressions"]);
        let register = String::from_utf8(register.stdout).unwrap();
        assert!(register.contains("silences 1") && !register.contains("unused"), "{register}");
    }
}
