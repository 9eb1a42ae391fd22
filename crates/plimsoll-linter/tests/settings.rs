//! What configurations, comments and baselines make of findings.

use std::collections::HashMap;

use plimsoll_linter::{
    Baseline, ExceptionKind, Linter, Report, Settings, StaleExceptions, State, SuppressedBy,
    Wanted,
    config::{Config, Loader},
    diagnostics::FileId,
    exceptions,
    model::{File, new_file},
};

struct Memory(HashMap<&'static str, &'static str>);

impl Loader for Memory {
    fn load(&self, path: &str) -> Result<String, String> {
        self.0.get(path).map(|it| (*it).to_owned()).ok_or_else(|| "no such file".to_owned())
    }

    fn exists(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
}

fn settings(text: &'static str) -> Settings {
    let loader = Memory(HashMap::from([("/r/plimsoll.toml", text)]));
    let config = Config::load("/r/plimsoll.toml", &loader);
    assert!(!config.is_wrong(), "{:#?}", config.problems);
    let mut settings = Settings::new(config).in_folder("/r");
    settings.today = "2027-01-15".parse().ok();
    settings
}

fn files(files: &[(&str, &str)]) -> Vec<File> {
    let ids = (0..).map(FileId);
    ids.zip(files).map(|(id, (path, text))| new_file(id, *path, text)).collect()
}

/// Rule and address of what is open.
fn open(report: &Report, rule: &str) -> Vec<String> {
    let open = report.diagnostics().filter(|it| it.rule.as_str() == rule);
    open.map(|it| it.address.clone()).collect()
}

const POD: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: tools
spec:
  initContainers:
    - name: setup
      image: quay.io/a/setup:1
      securityContext:
        privileged: true
  containers:
    - name: app
      image: docker.io/a/app:1
      securityContext:
        privileged: true
";

#[test]
fn an_override_knows_workload_container_kind_namespace_image_and_role() {
    for (condition, left) in [
        ("workloads = 'agent'", 0),
        ("workloads = 'other'", 2),
        ("containers = 'setup'", 1),
        ("kinds = 'Pod'", 0),
        ("kinds = 'DaemonSet'", 2),
        ("namespaces = 'tools'", 0),
        ("images = 'quay.io/*'", 1),
        ("roles = 'init'", 1),
        ("roles = ['init', 'main']", 0),
        ("files = 'pods/'", 0),
        ("files = 'elsewhere/'", 2),
        ("files = 'pods/'\nroles = 'main'", 1),
    ] {
        let text = format!(
            "[[overrides]]\n{condition}\nrules.privileged-container = 'off'\nbecause = 'x'"
        );
        let linter = Linter::new(settings(Box::leak(text.into_boxed_str())));
        let report = linter.check_text("pods/agent.yaml", POD);
        assert_eq!(open(&report, "privileged-container").len(), left, "{condition}");
        let silenced =
            report.judged.iter().filter(|it| it.suppressed_by == Some(SuppressedBy::Override(0)));
        assert_eq!(silenced.count(), 2 - left, "what is silenced is kept: {condition}");
    }
}

#[test]
fn each_file_has_the_nearest_configuration_and_still_sees_its_neighbours() {
    let loader = Memory(HashMap::from([
        ("/r/.git", ""),
        ("/r/plimsoll.toml", "rules.privileged-container = 'off'"),
        ("/r/a/plimsoll.toml", "[parameters]\nallowed-capabilities = ['SYS_TIME']"),
    ]));
    let text = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";
    let capable = "services:\n  app:\n    image: nginx:1.27.2\n    cap_add: [SYS_TIME]\n";
    let paths = ["a/compose.yaml", "a/deep/compose.yaml", "b/compose.yaml", "c/compose.yaml"];
    let wanted = Wanted { folder: "/r".to_owned(), ..Wanted::default() };
    let configured = wanted.configure(paths, &loader);
    assert_eq!(configured.configs().count(), 2);
    let linter = configured.linter();
    let report = linter.check(files(&[
        (paths[0], text),
        (paths[1], capable),
        (paths[2], text),
        (paths[3], capable),
    ]));
    let of = |rule: &str| -> Vec<&str> {
        let found = report.diagnostics().filter(|it| it.rule.as_str() == rule);
        found.map(|it| report.project.file(it.at.file).path.as_str()).collect()
    };
    assert_eq!(of("privileged-container"), [paths[0]]);
    assert_eq!(of("added-capability"), [paths[3]]);
}

#[test]
fn a_finding_has_the_same_name_wherever_a_run_is_started() {
    let text = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";
    let names = |settings: Settings, path: &str| -> Vec<_> {
        let report = Linter::new(settings).check_text(path, text);
        report.diagnostics().map(|it| it.fingerprint).collect()
    };
    let from_top = names(settings(""), "a/compose.yaml");
    let from_inside = names(settings("").in_folder("/r/a"), "compose.yaml");
    let absolute = names(settings("").in_folder("/elsewhere"), "/r/a/compose.yaml");
    assert!(!from_top.is_empty() && from_top == from_inside && from_top == absolute);
}

#[test]
fn a_comment_cannot_silence_a_locked_rule() {
    let linter = Linter::new(settings("locked = ['privileged-container']"));
    let report = linter.check_text(
        "compose.yaml",
        "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true  # plimsoll: ignore[privileged-container] I like it\n",
    );
    assert_eq!(open(&report, "privileged-container").len(), 1);
    let message = report.diagnostics().find(|it| it.rule.as_str() == "forbidden-suppression");
    let message = message.map(|it| it.message.as_str());
    assert_eq!(
        message,
        Some("`privileged-container` is locked by `plimsoll.toml` and cannot be silenced here")
    );
    assert_eq!(open(&report, "unused-suppression").len(), 0);
}

#[test]
fn a_suppression_that_has_run_out_silences_nothing() {
    let linter = Linter::new(settings(""));
    for (day, left) in [("2027-01-14", 1), ("2027-01-15", 0)] {
        let text = format!(
            "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true  # plimsoll: ignore[privileged-container] x until={day}\n"
        );
        let report = linter.check_text("compose.yaml", &text);
        assert_eq!(open(&report, "privileged-container").len(), left, "{day}");
    }
}

#[test]
fn a_comment_above_the_first_key_of_an_object_covers_the_object() {
    let linter = Linter::new(settings(""));
    let comment = "# plimsoll: ignore[privileged-container] both of them\n";
    let report = linter.check_text("pod.yaml", &format!("{comment}{POD}---\n{POD}"));
    assert_eq!(open(&report, "privileged-container").len(), 2, "the second object is not covered");
}

#[test]
fn suppressions_for_other_tools_count_where_they_are_asked_for() {
    let annotated = |annotation: &str| {
        POD.replace("metadata:\n", &format!("metadata:\n  annotations:\n    {annotation}\n"))
    };
    let commented =
        |comment: &str| POD.replace("  containers:", &format!("  # {comment}\n  containers:"));
    for (text, left) in [
        (annotated("ignore-check.kube-linter.io/privileged-container: needed"), 0),
        (annotated("ignore-check.kube-linter.io/host-network: needed"), 2),
        (annotated("checkov.io/skip1: CKV_K8S_16=needed"), 0),
        (annotated("example.com/skip1: CKV_K8S_16=needed"), 2),
        (commented("checkov:skip=CKV_K8S_16:needed"), 0),
        (commented("trivy:ignore:AVD-KSV-0017"), 1),
        (commented("trivy:ignore:KSV017:exp:2027-01-01"), 2),
        (commented("trivy:ignore:*"), 2),
        (commented("kics-scan ignore-block"), 1),
        (commented("kics-scan ignore-line"), 2),
    ] {
        let on = Linter::new(settings("foreign-suppressions = true"));
        let report = on.check_text("pod.yaml", &text);
        assert_eq!(open(&report, "privileged-container").len(), left, "{text}");
        let off = Linter::new(settings("")).check_text("pod.yaml", &text);
        assert_eq!(open(&off, "privileged-container").len(), 2, "{text}");
    }
}

#[test]
fn a_baseline_knows_findings_and_not_lines() {
    let linter = Linter::new(settings("locked = ['host-network']"));
    let here = |path: &str| Some(path.to_owned());
    let bad = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n    network_mode: host\n";
    let report = linter.check(files(&[("compose.yaml", bad)]));
    let baseline = Baseline::of(&report, &linter, here);
    let text = baseline.render();
    assert_eq!(Baseline::parse(&text).as_ref(), Ok(&baseline));
    assert_eq!(Baseline::parse(&text).map(|it| it.render()), Ok(text.clone()));
    let check = |changed: &[(&str, &str)]| {
        let mut report = linter.check(files(changed));
        let matched = baseline.apply(&mut report, &linter, here);
        let mut open: Vec<String> =
            report.diagnostics().map(|it| format!("{} {}", it.rule, it.address)).collect();
        open.retain(|it| !it.starts_with("host-network"));
        (open.len(), matched.gone.len())
    };
    assert_eq!(check(&[("compose.yaml", bad)]), (0, 0));
    let above = format!("{}{bad}", "# a line\n".repeat(50));
    assert_eq!(check(&[("compose.yaml", &above)]), (0, 0), "50 lines above change nothing");
    let (copied, _) = check(&[("compose.yaml", bad), ("other/compose.yaml", bad)]);
    assert!(copied > 0, "a copied workload is new");
    let fixed = bad.replace("    privileged: true\n", "");
    assert_eq!(check(&[("compose.yaml", &fixed)]).1, 1, "what is fixed is no longer needed");
    assert_eq!(check(&[("unrelated.yaml", "a: 1\n")]), (0, 0), "what was not judged is not gone");
    assert!(!text.contains("host-network"), "a locked rule has no known findings");
}

/// What is found about entries of configurations: path and line, rule, address and message.
fn stale(report: &mut Report, linter: &Linter) -> Vec<String> {
    StaleExceptions::of(report, linter).add_to(report);
    let of_comments =
        report.project.files().iter().filter(|it| !it.path.ends_with(".toml")).count();
    let found = report.diagnostics().filter(|it| it.at.file.0 as usize >= of_comments);
    let shown = found.map(|it| {
        let file = report.project.file(it.at.file);
        let line = file.lines.line(it.at.range.start()) + 1;
        format!("{}:{line} {} {} {}", file.path, it.rule, it.address, it.message)
    });
    shown.collect()
}

#[test]
fn an_entry_is_useless_only_where_no_configuration_has_a_use_for_it() {
    let bad = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";
    let entry = |rule: &str| {
        format!("[[overrides]]\nworkloads = 'app'\nrules = {{ {rule} = 'off' }}\nbecause = 'x'\n")
    };
    let used = entry("privileged-container");
    let base = entry("host-network");
    let top = format!("extends = 'recommended'\n{used}{}", entry("host-pid-namespace"));
    let inner = "extends = ['/r/plimsoll.toml', '/company/base.toml']\n";
    let check = |loader: &Memory, files_: &[(&str, &str)]| {
        let paths: Vec<&str> = files_.iter().map(|(path, _)| *path).collect();
        let wanted = Wanted { folder: "/r".to_owned(), ..Wanted::default() };
        let linter = wanted.configure(paths, loader).linter();
        let mut report = linter.check(files(files_));
        stale(&mut report, &linter)
    };
    let texts = HashMap::from([
        ("/r/plimsoll.toml", &*top.leak()),
        ("/r/a/plimsoll.toml", inner),
        ("/company/base.toml", base.leak()),
    ]);
    let good = "services:\n  app:\n    image: nginx:1.27.2\n";
    let found = check(&Memory(texts), &[("compose.yaml", good), ("a/compose.yaml", bad)]);
    let pid = "plimsoll.toml:6 unused-suppression overrides[1] the override silences nothing in this project";
    assert_eq!(found, [pid], "what a company shares may have its use elsewhere");
    let about_itself =
        "[[overrides]]\nfiles = 'plimsoll.toml'\nrules = { unused-suppression = 'off' }\n";
    let text = format!("{}{about_itself}", entry("host-pid-namespace"));
    let loader = Memory(HashMap::from([("/r/plimsoll.toml", &*text.leak())]));
    assert_eq!(check(&loader, &[("compose.yaml", bad)]), [""; 0], "it silences what is found here");
    for off in ["host-pid-namespace = 'off'", "unused-suppression = 'off'"] {
        let text = format!("{}[rules]\n{off}\n", entry("host-pid-namespace"));
        let loader = Memory(HashMap::from([("/r/plimsoll.toml", &*text.leak())]));
        let found = check(&loader, &[("compose.yaml", bad)]);
        assert_eq!(found, [""; 0], "{off}");
    }
}

#[test]
fn an_override_says_when_it_is_about_to_end_and_when_it_has() {
    for (until, expected) in [
        ("2027-01-30", None),
        ("2027-01-29", Some("ends on 2027-01-29")),
        ("2027-01-15", Some("ends on 2027-01-15")),
        ("2027-01-14", Some("ended on 2027-01-14")),
    ] {
        let text = format!(
            "[[overrides]]\nworkloads = 'app'\nrules = {{ privileged-container = 'off' }}\nuntil = {until}"
        );
        let mut settings = Settings::from_toml(&text).unwrap();
        settings.today = "2027-01-15".parse().ok();
        let linter = Linter::new(settings);
        let mut report =
            linter.check_text("compose.yaml", "services:\n  app:\n    privileged: true\n");
        let said = stale(&mut report, &linter);
        let is_expected = match expected {
            Some(words) => said.len() == 1 && said[0].contains(words),
            None => said.is_empty(),
        };
        assert!(is_expected, "{until}: {said:?}");
    }
}

#[test]
fn the_register_lists_every_exception_with_its_state() {
    let linter = Linter::new(settings(
        "[[overrides]]\nworkloads = 'app'\nrules = { privileged-container = 'off', host-network = 'off' }\nbecause = 'sensors'",
    ));
    let report = linter.check_text(
        "compose.yaml",
        "services:\n  app:\n    privileged: true\n    image: nginx  # plimsoll: ignore[floating-tag] lab\n",
    );
    let found: Vec<_> = exceptions(&report, &linter)
        .into_iter()
        .map(|it| (it.kind, it.line, it.rule, it.state, it.reason))
        .collect();
    let expected = [
        (ExceptionKind::Comment, 4, "floating-tag", State::Active, "lab"),
        (ExceptionKind::Override, 1, "host-network", State::Unused, "sensors"),
        (ExceptionKind::Override, 1, "privileged-container", State::Active, "sensors"),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(kind, line, rule, state, why)| (kind, line, rule.to_owned(), state, why.to_owned()))
        .collect();
    assert_eq!(found, expected);
}
