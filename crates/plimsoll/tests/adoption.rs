//! What a team does that switches plimsoll on in an old repository.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const BAD: &str = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output();
    output.expect("it starts")
}

/// Exit code, standard output, standard error.
fn plimsoll(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run(folder, env!("CARGO_BIN_EXE_plimsoll"), arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn code(folder: &Path, arguments: &[&str]) -> i32 {
    plimsoll(folder, arguments).0
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

#[test]
fn old_findings_are_known_and_new_ones_count() {
    let it = folder(&[(".git/HEAD", ""), ("a/compose.yaml", BAD)]);
    let it = it.path();
    assert_eq!(code(it, &["init"]), 0);
    let started = fs::read(it.join("plimsoll.toml")).expect("it is written");
    assert_eq!(code(it, &["init"]), 2, "a configuration is never overwritten");
    assert_eq!(fs::read(it.join("plimsoll.toml")).expect("it is there"), started);

    assert_eq!(code(it, &["check", "."]), 1);
    assert_eq!(code(it, &["baseline", "create"]), 0);
    let first = fs::read(it.join("plimsoll-baseline.json")).expect("it is written");
    assert_eq!(code(it, &["baseline", "create"]), 2, "a baseline is never overwritten");
    fs::remove_file(it.join("plimsoll-baseline.json")).expect("it goes away");
    assert_eq!(code(&it.join("a"), &["baseline", "create", ".."]), 0);
    let second = fs::read(it.join("plimsoll-baseline.json")).expect("it is written");
    assert_eq!(first, second, "the same findings make the same bytes, wherever the run starts");
    assert_eq!(code(it, &["check", "."]), 0);
    assert_eq!(code(&it.join("a"), &["check", "compose.yaml"]), 0);
    assert_eq!(code(it, &["check", ".", "--no-suppressions"]), 1, "the raw state");

    write(it, "b/compose.yaml", BAD);
    assert_eq!(code(it, &["check", "."]), 1, "a copied workload is new");
    write(it, "a/compose.yaml", &BAD.replace("    privileged: true\n", ""));
    fs::remove_dir_all(it.join("b")).expect("it goes away");
    let (status, _, said) = plimsoll(it, &["check", "."]);
    assert!(status == 0 && said.contains("no longer needed"), "{said}");
    assert_eq!(code(it, &["baseline", "update", "--prune"]), 0);
    let (status, _, said) = plimsoll(it, &["check", "."]);
    assert!(status == 0 && !said.contains("no longer needed"), "{said}");
}

#[test]
fn a_change_answers_for_what_it_brings_in() {
    let it = folder(&[("a.compose.yaml", BAD)]);
    let it = it.path();
    let git = |arguments: &[&str]| {
        let name = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let output = run(it, "git", &[&name[..], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "first"]);
    assert_eq!(code(it, &["check", ".", "--diff", "HEAD"]), 0);
    git(&["mv", "a.compose.yaml", "b.compose.yaml"]);
    assert_eq!(code(it, &["check", ".", "--diff", "HEAD"]), 0, "moved");
    let more = BAD.replace("  app:", "# fifty lines\n  app:\n    pid: host");
    write(it, "b.compose.yaml", &more);
    let (status, said, _) = plimsoll(it, &["check", ".", "--diff", "HEAD"]);
    assert!(status == 1 && said.contains("host-pid") && !said.contains("privileged"), "{said}");
    write(it, "c.compose.yaml", BAD);
    let (_, said, _) = plimsoll(it, &["check", ".", "--diff", "HEAD"]);
    assert!(said.contains("c.compose.yaml"), "a file that git does not know is new: {said}");
    assert_eq!(code(it, &["check", ".", "--diff", "no-such-thing"]), 2);
    assert_eq!(code(it, &["check", ".", "--diff=--output=x"]), 2);
    assert!(!it.join("x").exists());
}

#[test]
fn a_wrong_configuration_stops_everything_and_what_it_excludes_does_not() {
    let it = folder(&[
        (".git/HEAD", ""),
        ("compose.yaml", BAD),
        ("plimsoll.toml", "[rules]\nroot-usr = 'off'\n"),
    ]);
    let it = it.path();
    let (status, _, said) = plimsoll(it, &["check", "."]);
    assert!(status == 2 && said.contains("did you mean `root-user`?"), "{said}");
    assert_eq!(code(it, &["check", ".", "--no-config"]), 1);
    assert_eq!(code(it, &["check", ".", "--config", "none.toml"]), 2);
    write(it, "plimsoll.toml", "exclude = ['compose.yaml']\n");
    assert_eq!(code(it, &["check", "compose.yaml"]), 0, "a hook names files without asking");
    let (_, said, _) = plimsoll(it, &["doctor", "compose.yaml"]);
    assert!(said.contains("plimsoll.toml:1:12"), "{said}");
    write(it, "plimsoll.toml", "rules.privileged-container = 'note'\n");
    let (_, said, _) = plimsoll(it, &["config", "--explain", "privileged-container"]);
    assert!(said.contains("note") && said.contains("plimsoll.toml:1:30"), "{said}");
}

#[test]
fn suppressions_of_other_tools_become_our_own() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    checkov.io/skip1: CKV_K8S_16=needs it\nspec:\n  containers:\n    - name: app\n      image: nginx:1.27.2\n      securityContext:\n        privileged: true\n";
    let it = folder(&[
        (".git/HEAD", ""),
        ("pod.yaml", pod),
        (".trivyignore", "KSV-0014 exp:2027-01-01\n"),
    ]);
    let it = it.path();
    let only = ["--only", "privileged-container"];
    assert_eq!(code(it, &[&["check", "."], &only[..]].concat()), 1);
    let (_, diff, said) = plimsoll(it, &["migrate", "."]);
    assert!(diff.contains("+# plimsoll: ignore[privileged-container] needs it"), "{diff}");
    assert!(said.contains("until = 2027-01-01"), "{said}");
    assert_eq!(fs::read_to_string(it.join("pod.yaml")).expect("it is there"), pod);
    assert_eq!(code(it, &["migrate", ".", "--write"]), 0);
    assert_eq!(code(it, &[&["check", "."], &only[..]].concat()), 0);
}
