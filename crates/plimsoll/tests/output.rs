//! The binary as a user runs it: which stream holds what, and how a run ends.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod binary;

use std::{fs, process::Output};

use binary::plimsoll;

const SECRET: &str = "zQ7-planted-9Xk";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A repository with this file in the folder `deploy`.
fn repository(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("deploy")).unwrap();
    fs::write(folder.path().join("deploy/compose.yaml"), text).unwrap();
    folder
}

fn privileged() -> String {
    format!(
        "services:\n  app:\n    image: nginx:1.27.2\n    environment:\n      DB_PASSWORD: {SECRET}\n    privileged: true\n"
    )
}

#[test]
fn one_run_writes_every_output_and_keeps_data_apart_from_the_rest() {
    let folder = repository(&privileged());
    let deploy = folder.path().join("deploy");
    let run = plimsoll(
        &deploy,
        &[
            "check",
            "--output",
            "sarif=a.sarif",
            "--output=junit=b.xml",
            "--output",
            "github=-",
            ".",
        ],
    );
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    assert!(out(&run).starts_with("error["), "{}", out(&run));
    assert!(out(&run).contains("::error file=deploy/compose.yaml,line=6"), "{}", out(&run));
    assert!(err(&run).contains("1 file judged"), "{}", err(&run));
    let sarif = fs::read_to_string(deploy.join("a.sarif")).unwrap();
    assert!(sarif.contains("\"uri\": \"deploy/compose.yaml\""), "{sarif}");
    let junit = fs::read_to_string(deploy.join("b.xml")).unwrap();
    assert!(junit.contains("<testsuite name=\"deploy/compose.yaml\""), "{junit}");
}

#[test]
fn machine_formats_have_standard_output_to_themselves() {
    let folder = repository(&privileged());
    for format in ["json", "sarif", "gitlab", "rdjson"] {
        let run = plimsoll(folder.path(), &["check", ".", "--format", format, "--fixes"]);
        assert_eq!(run.status.code(), Some(1));
        serde_json::from_str::<serde_json::Value>(&out(&run)).unwrap();
        assert_eq!(
            out(&run),
            out(&plimsoll(folder.path(), &["check", ".", "--format", format, "--fixes"]))
        );
    }
}

#[test]
fn the_exit_code_tells_findings_from_gaps_and_from_mistakes() {
    let clean = "services:\n  app:\n    image: nginx:1.27.2\n";
    let gap = "services:\n  app:\n    extends: {file: gone.yaml, service: app}\n";
    for (text, arguments, code) in [
        (clean, &["check", "."][..], 0),
        (privileged().as_str(), &["check", "."], 1),
        (privileged().as_str(), &["check", ".", "--fail-on", "never"], 0),
        (gap, &["check", "."], 2),
        (gap, &["check", ".", "--allow-partial"], 0),
        (clean, &["check", "gone.yaml"], 2),
        (clean, &["chekc"], 2),
        (clean, &["check", ".", "--output", "sarf=x"], 2),
        (clean, &["check", ".", "--output", "sarif=gone/x"], 2),
        (clean, &["check", ".", "--output", "sarif=x", "--output", "json=x"], 2),
        (clean, &["explain", "privileged-contianer"], 2),
    ] {
        let folder = repository(text);
        let run = plimsoll(folder.path(), arguments);
        assert_eq!(run.status.code(), Some(code), "{arguments:?}: {}{}", out(&run), err(&run));
        if code == 2 {
            assert!(!err(&run).is_empty(), "{arguments:?}: says nothing");
        }
    }
}

#[test]
fn a_typing_mistake_gets_a_hint() {
    let folder = repository("a: 1\n");
    for (arguments, hint) in [
        (&["chekc"][..], "check"),
        (&["explain", "privileged-contianer"], "did you mean `privileged-container`?"),
        (&["check", "--output", "sarf=x"], "`sarf` is not a format; there are text, json"),
        (&["check", "--fromat", "json"], "--format"),
    ] {
        let run = plimsoll(folder.path(), arguments);
        assert!(err(&run).contains(hint), "{arguments:?}: {}", err(&run));
    }
}

#[test]
fn a_quiet_run_speaks_only_of_what_is_wrong() {
    let folder = repository("services:\n  app:\n    image: nginx:1.27.2\n");
    let run = plimsoll(folder.path(), &["check", "--quiet", "."]);
    assert_eq!((out(&run), err(&run)), (String::new(), String::new()));
    let run = plimsoll(folder.path(), &["check", "--quiet", "gone.yaml"]);
    assert!(err(&run).contains("not looked at: gone.yaml: could not be read"), "{}", err(&run));
}

#[test]
fn rules_completions_and_the_manual_are_data() {
    let folder = repository("a: 1\n");
    let rules = plimsoll(folder.path(), &["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&out(&rules)).unwrap();
    let rule =
        rules.as_array().unwrap().iter().find(|it| it["name"] == "privileged-container").unwrap();
    assert_eq!(
        (rule["severity"].as_str(), rule["fix"].as_str()),
        (Some("critical"), Some("hardening"))
    );
    for (arguments, expected) in [
        (&["completions", "bash"][..], "_plimsoll()"),
        (&["completions", "fish"], "complete -c plimsoll"),
        (&["man"], ".TH plimsoll 1"),
        (&["man"], ".SH \"PLIMSOLL CHECK\""),
        (&["explain", "privileged-container"], "# privileged-container"),
    ] {
        let run = plimsoll(folder.path(), arguments);
        assert!(
            run.status.success() && out(&run).contains(expected),
            "{arguments:?}: {}",
            out(&run)
        );
    }
}

#[test]
fn what_the_platform_refuses_can_be_asked_for_alone() {
    let folder = repository(
        "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n    pull_policy: sometimes\n",
    );
    let deploy = folder.path().join("deploy");
    let run = plimsoll(&deploy, &["check", "--only-refused", "--format", "json", "."]);
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap();
    let about = |key: &str| found.iter().map(|it| it[key].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(about("rule"), ["invalid-value"]);
    assert_eq!(about("platform"), ["refuses"]);
    let all = plimsoll(&deploy, &["check", "--format", "json", "."]);
    let report: serde_json::Value = serde_json::from_slice(&all.stdout).unwrap();
    let privileged = report["diagnostics"].as_array().unwrap();
    let privileged = privileged.iter().find(|it| it["rule"] == "privileged-container").unwrap();
    assert!(privileged.get("platform").is_none(), "in force as written");
}
