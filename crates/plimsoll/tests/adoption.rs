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
fn what_cannot_be_looked_at_can_be_expected_with_a_reason_and_a_last_day() {
    let kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - https://github.com/example/bases//web?ref=v1\n  - web.yaml\n";
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n";
    let files = [("a/kustomization.yaml", kustomization), ("a/web.yaml", map)];
    let it = folder(&files);
    let it = it.path();
    fs::write(it.join("b.yaml"), b"kind: \xff").expect("a file that is no text");
    assert_eq!(code(it, &["check", "."]), 2);

    let external = "[[external]]\nreferences = [\"https://github.com/example/*\"]\nbecause = \"they check it there\"\nuntil = 2027-01-31\n\n[[external]]\nfiles = [\"/b.yaml\"]\nbecause = \"a program writes it\"\n";
    write(it, "plimsoll.toml", external);
    let check = ["check", ".", "--today", "2027-01-31", "--format", "json"];
    let (status, out, said) = plimsoll(it, &check);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("2 not looked at as configured"), "{said}");
    assert!(out.contains("they check it there") && out.contains("a program writes it"), "{out}");
    let (status, _, _) = plimsoll(it, &["check", ".", "--today", "2027-02-01"]);
    assert_eq!(status, 2, "the last day has passed");

    // Both are in the register, and a report does not take them for looked at.
    let (status, out, _) = plimsoll(it, &["suppressions", "--today", "2027-01-01"]);
    assert!(status == 0 && out.matches("external not looked at silences 1").count() == 2, "{out}");
    let report = ["report", ".", "--profile", "nsa-cisa", "--format", "markdown"];
    let (status, out, _) = plimsoll(it, &[&report[..], &["--today", "2027-01-01"]].concat());
    assert!(status == 0 && out.contains("they check it there"), "{status} {out}");
    assert!(!out.contains("**met**"), "{out}");

    // One that is about nothing is found; one without a reason, or about everything, is a mistake.
    write(it, "plimsoll.toml", &external.replace("example/*", "other/*"));
    let (status, out, _) = plimsoll(it, &["check", ".", "--today", "2027-01-01"]);
    assert!(status == 2 && out.contains("the external part is about nothing"), "{out}");
    write(it, "plimsoll.toml", "[[external]]\nreferences = [\"x\"]\n");
    let (status, _, said) = plimsoll(it, &["check", "."]);
    assert!(status == 2 && said.contains("`because`"), "{said}");
    write(it, "plimsoll.toml", "[[external]]\nbecause = \"all\"\n");
    let (status, _, said) = plimsoll(it, &["check", "."]);
    assert!(status == 2 && said.contains("`references`, `files` or `objects`"), "{said}");
}

#[test]
fn what_lies_beside_a_named_file_is_not_said_to_be_missing() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: shop}\n---\n";
    let it = folder(&[(".git/HEAD", ""), ("pod.yaml", &format!("{map}{}", pod("gone")))]);
    let it = it.path();
    let only = ["--only", "dangling-reference", "--only", "missing-network-policy"];
    assert_eq!(code(it, &[&["check", "."], &only[..]].concat()), 1);
    assert_eq!(code(it, &[&["check", "pod.yaml"], &only[..]].concat()), 0);
    // Nor is a comment called useless that only the files beside it give a use.
    let comment = "# plimsoll: ignore[dangling-reference, privileged-container] its operator\n";
    write(it, "pod.yaml", &format!("{map}{comment}{}", pod("gone")));
    let (_, out, _) = plimsoll(it, &["check", "pod.yaml"]);
    assert!(!out.contains("`dangling-reference` finds nothing"), "{out}");
    assert!(out.contains("`privileged-container` finds nothing here"), "{out}");
}

#[test]
fn an_object_that_is_declared_elsewhere_can_be_named() {
    let map =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: there, namespace: shop}\ndata: {a: b}\n";
    let it = folder(&[(".git/HEAD", ""), ("map.yaml", map), ("pod.yaml", &pod("gone"))]);
    let it = it.path();
    let check = ["check", ".", "--only", "dangling-reference"];
    assert_eq!(code(it, &check), 1);
    let external = "[[external]]\nobjects = [\"ConfigMap/go*\"]\nbecause = \"the operator makes it\"\nuntil = 2027-01-31\n";
    write(it, "plimsoll.toml", external);
    let on = |day| plimsoll(it, &[&check[..], &["--today", day, "--format", "sarif"]].concat());
    let (status, out, _) = on("2027-01-31");
    assert!(status == 0 && out.contains("the operator makes it"), "{out}");
    assert_eq!(on("2027-02-01").0, 1, "the last day has passed");
    let (_, out, _) = plimsoll(it, &["suppressions", "--today", "2027-01-01"]);
    assert!(
        out.contains("because the operator makes it") && out.contains("uses[ConfigMap/gone]"),
        "{out}"
    );
    write(it, "plimsoll.toml", &external.replace("ConfigMap/go*", "Secret/go*"));
    let unused = ["--only", "unused-suppression", "--today", "2027-01-01"];
    let (status, out, _) = plimsoll(it, &[&check[..], &unused].concat());
    assert!(status == 1 && out.contains("the external part is about nothing"), "{out}");
    let (_, out, _) = plimsoll(it, &[&["check", "."], &unused[..]].concat());
    assert_eq!(out, "", "nobody knows what a rule that did not run would have found");
}

#[test]
fn an_entry_of_the_configuration_that_is_no_longer_needed_is_found_where_it_is_written() {
    let entry = |rule: &str, until: &str| {
        format!(
            "[[overrides]]\nworkloads = ['app']\nrules = {{ {rule} = 'off' }}\nbecause = 'x'\n{until}\n"
        )
    };
    let config = [
        entry("privileged-container", ""),
        entry("host-pid-namespace", ""),
        entry("host-network", "until = 2027-01-31"),
        "[[external]]\nreferences = ['x/*']\nbecause = 'y'\n".to_owned(),
    ];
    let config = config.concat();
    let it = folder(&[(".git/HEAD", ""), ("a/compose.yaml", BAD), ("plimsoll.toml", &config)]);
    let it = it.path();
    let check = |more: &[&str]| plimsoll(it, &[&["check", "--today", "2027-02-01"], more].concat());
    let (status, out, said) = check(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let found: Vec<String> = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|it| it["path"] == "plimsoll.toml")
        .map(|it| format!("{} {} {} {}", it["line"], it["rule"], it["level"], it["address"]))
        .collect();
    let expected = [
        r#"6 "unused-suppression" "note" "overrides[1]""#,
        r#"11 "expired-suppression" "note" "overrides[2]""#,
        r#"16 "unused-suppression" "note" "external[0]""#,
    ];
    assert_eq!((status, found), (0, expected.map(str::to_owned).to_vec()), "{said}");
    assert!(!said.contains("silences nothing") && said.contains("3 notes"), "once: {said}");
    let judged = report["coverage"]["files"].as_array().map(Vec::len);
    assert_eq!(judged, Some(1), "a configuration is not a file that is judged");
    assert_eq!(check(&["--fail-on", "note"]).0, 1);

    for (format, words) in [
        ("text", "plimsoll.toml:6:1"),
        ("sarif", r#""uri":"plimsoll.toml""#),
        ("github", "file=plimsoll.toml,line=6"),
        ("gitlab", r#""path":"plimsoll.toml""#),
        ("junit", r#"name="notes" classname="plimsoll.toml""#),
        ("rdjson", r#""path":"plimsoll.toml""#),
        ("markdown", "plimsoll.toml"),
    ] {
        let out = check(&["--format", format]).1.replace("\": \"", "\":\"");
        assert!(out.contains(words), "{format}: {out}");
    }
    for part in [&["a/compose.yaml"][..], &["a"], &["-f", "a/compose.yaml"], &["--per-file", "."]] {
        let (_, out, said) = check(part);
        let is_said = out.contains("plimsoll.toml") || said.contains("plimsoll.toml");
        assert!(!is_said, "a part of a project proves nothing: {part:?} {out} {said}");
    }
    write(it, "plimsoll.toml", &format!("{config}[rules]\nunused-suppression = 'off'\n"));
    let (_, out, _) = check(&[]);
    assert!(!out.contains("unused-suppression") && out.contains("expired-suppression"), "{out}");
    // From below, the configuration is named by its whole path, and has the same fingerprint.
    let names = |folder: &Path, paths: &str| -> Vec<String> {
        let arguments = ["check", paths, "--today", "2027-02-01", "--format", "json"];
        let out = plimsoll(folder, &arguments).1;
        let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
        let found = report["diagnostics"].as_array().expect("a list").iter();
        let found = found.filter(|it| it["rule"] == "expired-suppression");
        found.map(|it| it["fingerprint"].to_string()).collect()
    };
    let from_top = names(it, ".");
    assert!(from_top.len() == 1 && from_top == names(&it.join("a"), ".."), "{from_top:?}");
}

#[test]
fn what_this_repository_ships_is_clean_by_the_strictest_profile() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (status, out, said) = plimsoll(&root, &["check", "packaging", "--profile", "strict"]);
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("1 suppressed"), "{said}");
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
    // An entry that the change takes the use from is new, one that never had any is not.
    let entry =
        |rule: &str| format!("[[overrides]]\nfiles = ['*']\nrules = {{ {rule} = 'off' }}\n");
    let config = format!("{}{}", entry("privileged-container"), entry("root-user"));
    let good = BAD.replace("    privileged: true\n", "");
    write(it, "plimsoll.toml", &format!("{config}{}", entry("host-ipc-namespace")));
    write(it, "b.compose.yaml", &good);
    write(it, "c.compose.yaml", &good);
    let (_, said, _) = plimsoll(it, &["check", ".", "--diff", "HEAD"]);
    let found = said.matches("silences nothing").count();
    assert!(found == 1 && said.contains("plimsoll.toml:1:1"), "{said}");
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
        (".kube-linter.yaml", "checks: {exclude: [privileged-container, no-such-check]}\n"),
        (".checkov.yaml", "skip-check: CKV_K8S_16,CKV_K8S_19\n"),
        (
            ".trivyignore.yaml",
            "misconfigurations: [{id: KSV-0009, paths: [a/b.yaml], statement: its job, expired_at: 2027-03-01}]\n",
        ),
        (
            ".dclintrc",
            "{\"rules\": {\"no-version-field\": 0, \"no-duplicate-exported-ports\": [2, {}], \"require-quotes-in-ports\": [0]}, \"exclude\": [\"old/**\"]}",
        ),
        (
            "kics.config",
            "{\"exclude-queries\": \"Seccomp Profile Is Not Configured,a97a340a-0063-418e-b3a1-3028941d0995\", \"exclude-paths\": [\"gen\"]}",
        ),
    ]);
    let it = it.path();
    let only = ["--only", "privileged-container"];
    assert_eq!(code(it, &[&["check", "."], &only[..]].concat()), 1);
    let (_, diff, said) = plimsoll(it, &["migrate", "."]);
    assert!(diff.contains("+# plimsoll: ignore[privileged-container] needs it"), "{diff}");
    assert!(said.contains("until = 2027-01-01"), "{said}");
    assert_eq!(said.matches("[rules]").count(), 1, "it can be pasted: {said}");
    assert_eq!(said.matches("privileged-container = \"off\"").count(), 1, "{said}");
    assert!(said.contains("host-network = \"off\"  # CKV_K8S_19"), "{said}");
    for expected in [
        "exclude = [\"gen\", \"old/**\"]",
        "obsolete-compose-version = \"off\"  # no-version-field",
        "ambiguous-scalar = \"off\"  # require-quotes-in-ports",
        "unconfined-seccomp = \"off\"  # Seccomp Profile Is Not Configured",
        "files = [\"a/b.yaml\"]",
        "until = 2027-03-01",
        "left alone: KICS a97a340a-0063-418e-b3a1-3028941d0995: no rule answers it",
        "left alone: kube-linter no-such-check: no rule answers it",
    ] {
        assert!(said.contains(expected), "{expected} is not in {said}");
    }
    assert!(!said.contains("claimed") && !said.contains("duplicate-"), "level 2 is on: {said}");
    assert_eq!(fs::read_to_string(it.join("pod.yaml")).expect("it is there"), pod);
    assert_eq!(code(it, &["migrate", ".", "--write"]), 0);
    assert_eq!(code(it, &[&["check", "."], &only[..]].concat()), 0);
    let (_, diff, _) = plimsoll(it, &["migrate", "."]);
    assert_eq!(diff, "", "what is said is not said again");
}

#[test]
fn a_fingerprint_does_not_depend_on_how_a_file_is_named() {
    let it = folder(&[(".git/HEAD", ""), ("a/compose.yaml", BAD), ("b/compose.yaml", BAD)]);
    let it = it.path();
    let prints = |from: &str, path: &str| {
        let (_, out, _) = plimsoll(&it.join(from), &["check", path, "--format", "sarif"]);
        let log: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
        let results = log["runs"][0]["results"].as_array().expect("a list").clone();
        let mut prints: Vec<_> =
            results.iter().map(|it| it["partialFingerprints"].to_string()).collect();
        prints.sort();
        prints
    };
    let expected = prints(".", "a/compose.yaml");
    assert_eq!(expected.len(), 1);
    let absolute = it.join("a").to_string_lossy().into_owned();
    for (from, path) in [(".", "a"), ("a", "."), ("b", "../a"), ("a", absolute.as_str())] {
        assert_eq!(prints(from, path), expected, "{path} from {from}");
    }
    write(it, "a/plimsoll.toml", "");
    write(it, "b/plimsoll.toml", "");
    assert_eq!(prints(".", "a"), expected, "a configuration beside it changes nothing");
    assert_ne!(prints(".", "b"), expected, "two projects of a repository are not one");
}

#[test]
fn nothing_to_judge_is_not_clean() {
    let it = folder(&[
        (".git/HEAD", ""),
        ("other/values.yaml", "a: 1\n"),
        ("chart/Chart.yaml", "apiVersion: v2\nname: a\nversion: 0.1.0\n"),
        ("chart/templates/pod.yaml", "kind: Pod\nmetadata: {name: {{ .Values.a }}}\n"),
        ("empty/.keep", ""),
    ]);
    let it = it.path();
    for path in ["empty", "other", "other/values.yaml", "chart"] {
        let (status, _, said) = plimsoll(it, &["check", path]);
        assert!(status == 2 && said.contains("--allow-empty"), "{path}: {status} {said}");
        assert_eq!(code(it, &["check", path, "--allow-empty"]), 0, "{path}");
        assert_eq!(code(it, &["check", path, "--per-file"]), 0, "a hook gets any file: {path}");
    }
    let (_, _, said) = plimsoll(it, &["check", "chart"]);
    assert!(said.contains("helm template"), "{said}");
    let (_, said, _) = plimsoll(it, &["why-skipped", "chart/templates/pod.yaml"]);
    assert!(said.contains("template"), "{said}");
}

/// A pod that mounts a configuration map, and whatever else `file` declares.
fn pod(map: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: app, namespace: shop}}\nspec:\n  containers:\n    - name: app\n      image: ghcr.io/acme/app:1.4.2\n      envFrom: [{{configMapRef: {{name: {map}}}}}]\n"
    )
}

#[test]
fn a_hook_says_the_same_however_files_are_split() {
    let map =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: there, namespace: shop}\ndata: {a: b}\n";
    let known = "# plimsoll: ignore[dangling-reference] made by the operator\n";
    let over = "services:\n  app:\n    privileged: true\n";
    let base = "services:\n  app:\n    image: nginx:1.27.2\n    pid: host\n";
    let kustomization = "resources: [pod.yaml, https://example.org/base]\n";
    let it = folder(&[
        (".git/HEAD", ""),
        ("map.yaml", map),
        ("pod.yaml", &pod("gone")),
        ("known.yaml", &format!("{known}{}", pod("gone").replace("name: app,", "name: known,"))),
        ("kustomization.yaml", kustomization),
        ("compose.yaml", base),
        ("compose.override.yaml", over),
        ("values.yaml", "a: 1\n"),
    ]);
    let it = it.path();
    let per_file = |files: &[&str]| {
        let (status, out, said) =
            plimsoll(it, &[&["check", "--quiet", "--per-file"], files].concat());
        assert_eq!(said, "", "a complaint about what was not given: {files:?}");
        (status, out)
    };
    assert_eq!(per_file(&["map.yaml", "pod.yaml", "kustomization.yaml"]), (0, String::new()));
    assert_eq!(per_file(&["known.yaml", "values.yaml"]), (0, String::new()), "nothing is unused");
    let (status, out) = per_file(&["compose.override.yaml"]);
    assert!(status == 1 && out.contains("privileged-container") && !out.contains("host-pid"));
    let all = ["compose.override.yaml", "compose.yaml", "map.yaml", "pod.yaml"];
    let mut apart: String = all.iter().map(|it| per_file(&[it]).1).collect();
    let mut together = per_file(&all).1;
    for text in [&mut apart, &mut together] {
        let mut parts: Vec<&str> = text.split("\n\n").map(str::trim).collect();
        parts.sort_unstable();
        *text = parts.join("\n");
    }
    assert_eq!(apart, together);

    write(it, "broken.yaml", "services:\n  a:\n    image: \"x\n  b:\n    image: y\n");
    let (status, _, said) = plimsoll(it, &["check", "-q", "--per-file", "broken.yaml", "map.yaml"]);
    assert!(status == 2 && said.contains("broken.yaml"), "{said}");
    assert_eq!(code(it, &["check", "--per-file", "gone.yaml"]), 2);
    let some = ["check", "-q", "--per-file", "map.yaml", "compose.override.yaml", "--fixes"];
    let (status, out, _) = plimsoll(it, &[&some[..], &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let found = &report["diagnostics"][0];
    assert_eq!((status, &found["rule"]), (1, &"privileged-container".into()), "{out}");
    assert_eq!(
        (&found["path"], &found["line"]),
        (&"compose.override.yaml".into(), &3.into()),
        "{out}"
    );
    assert_eq!(report["coverage"]["files"].as_array().map(Vec::len), Some(2), "{out}");
    assert_eq!(code(it, &["baseline", "create", "compose.yaml", "compose.override.yaml"]), 0);
    assert_eq!(per_file(&["compose.yaml", "compose.override.yaml"]).0, 0, "old findings are known");
}

#[test]
fn a_rendered_stream_is_judged_as_what_it_was_rendered_from() {
    let pod = "---\n# Source: shop/templates/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  hostPID: true\n  containers:\n    - {name: app, image: 'ghcr.io/acme/app:1.4.2'}\n";
    let it = folder(&[(".git/HEAD", "")]);
    let stream = |text: &str| {
        write(it.path(), "stream", text);
        let input = fs::File::open(it.path().join("stream")).expect("it is there");
        let run = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
            .args(["check", "-", "--profile", "strict"])
            .current_dir(it.path())
            .stdin(input)
            .output()
            .expect("it starts");
        (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
    };
    let (status, said) = stream(pod);
    assert!(status == Some(1) && said.contains("rendered from shop/templates/pod.yaml"), "{said}");
    assert!(!said.contains("default-namespace"), "{said}");
    assert!(stream(&pod.replace("# Source", "# Other")).1.contains("default-namespace"));
    for bad in ["", "a: [\n", "Error: chart not found\n", "kind: Pod\n  apiVersion: [v1\n"] {
        assert_eq!(stream(bad).0, Some(2), "{bad:?}");
    }
}
