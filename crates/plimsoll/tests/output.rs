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

#[test]
fn no_format_reads_as_clean_where_there_was_nothing_to_judge() {
    let folder = repository("a: 1\n");
    fs::remove_file(folder.path().join("deploy/compose.yaml")).unwrap();
    let run = |format: &str| {
        let run = plimsoll(folder.path(), &["check", "deploy", "--format", format]);
        assert_eq!(run.status.code(), Some(2), "{format}: {}", err(&run));
        out(&run)
    };
    let parsed = |format: &str| serde_json::from_str::<serde_json::Value>(&run(format)).unwrap();
    assert_eq!(parsed("json")["coverage"]["is_complete"], false);
    let sarif = parsed("sarif");
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["level"], "error");
    for format in ["gitlab", "rdjson", "github", "markdown", "junit"] {
        assert!(run(format).contains("nothing was found that could be judged"), "{format}");
    }
    assert!(run("junit").contains("errors=\"1\""));
    let accepted =
        plimsoll(folder.path(), &["check", "deploy", "--allow-empty", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out(&accepted)).unwrap();
    assert_eq!(report["coverage"]["is_complete"], true);
}

#[test]
fn an_override_belongs_to_its_base_whatever_is_named_and_whatever_git_ignores() {
    let folder = repository("services:\n  app:\n    image: nginx:1.27.2\n");
    let deploy = folder.path().join("deploy");
    fs::write(deploy.join("compose.override.yaml"), "services:\n  app:\n    privileged: true\n")
        .unwrap();
    fs::write(deploy.join(".gitignore"), "compose.override.yaml\nsecret\n").unwrap();
    fs::create_dir(deploy.join("secret")).unwrap();
    for arguments in [&["check", "."][..], &["check", "compose.yaml"]] {
        let run = plimsoll(&deploy, arguments);
        assert_eq!(run.status.code(), Some(1), "{arguments:?}: {}{}", out(&run), err(&run));
        assert!(out(&run).contains("compose.override.yaml"), "{}", out(&run));
    }
    let run = plimsoll(&deploy, &["check", "."]);
    assert!(err(&run).contains("1 left out because of .gitignore"), "{}", err(&run));
    let alone = plimsoll(&deploy, &["check", "-f", "compose.yaml"]);
    assert_eq!(alone.status.code(), Some(0), "{}", out(&alone));
    let why = plimsoll(&deploy, &["why-skipped", "compose.override.yaml"]);
    assert!(out(&why).contains(".gitignore:1 says `compose.override.yaml`"), "{}", out(&why));
}

#[test]
fn definitions_beside_skipped_templates_are_no_clean_result() {
    let folder = repository("a: 1\n");
    let deploy = folder.path().join("deploy");
    fs::remove_file(deploy.join("compose.yaml")).unwrap();
    fs::create_dir_all(deploy.join("templates")).unwrap();
    fs::write(
        deploy.join("templates/pod.yaml"),
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n",
    )
    .unwrap();
    fs::write(
        deploy.join("settings.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n",
    )
    .unwrap();
    let run = plimsoll(&deploy, &["check", "."]);
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
}

#[test]
fn doctor_lists_what_is_deployed_together_and_what_was_not_seen_of_it() {
    let folder = repository("include: [gone.yaml]\nservices:\n  app:\n    image: nginx:1.27.2\n");
    fs::create_dir(folder.path().join("other")).unwrap();
    fs::write(
        folder.path().join("other/compose.yaml"),
        "services:\n  app:\n    image: nginx:1.27.2\n",
    )
    .unwrap();
    let said = out(&plimsoll(folder.path(), &["doctor", "."]));
    assert!(said.contains("Compose project `deploy/compose.yaml`: open\n  deploy/compose.yaml:1: `gone.yaml` is included and was not read\n"), "{said}");
    assert!(said.contains("Compose project `other/compose.yaml`: complete\n"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_changes_no_verdict() {
    use std::process::{Command, Stdio};

    let services: String = (0..300)
        .map(|it| format!("  app{it}:\n    image: nginx:1.27.2\n    privileged: true\n"))
        .collect();
    let folder = repository(&format!("services:\n{services}"));
    for format in ["text", "json", "sarif", "junit", "gitlab"] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
            .current_dir(folder.path())
            .args(["check", ".", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(run.stdout.take());
        let run = run.wait_with_output().unwrap();
        assert_eq!(run.status.code(), Some(1), "{format}: {}", err(&run));
        assert!(!err(&run).contains("Broken pipe"), "{format}: {}", err(&run));
    }
}
