//! Findings that stand at one place, as an anchor, an inline patch or a base is used by several: each
//! is one subject's, and only people read them as one.

use std::collections::HashMap;

use plimsoll_linter::{
    Baseline, Judged, Linter, Report, Scope, Settings, StaleExceptions, SuppressedBy,
    diagnostics::FileId,
    exceptions, fix, joined,
    model::{loader::Loader, new_file},
};

struct Folder(HashMap<String, String>);

impl Loader for Folder {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }
}

type Files = Vec<(&'static str, String)>;

/// Judges all but `base.yaml`, which is only referred to.
fn check(linter: &Linter, files: &Files) -> Report {
    check_where(linter, files, &|path| path != "base.yaml")
}

fn check_where(linter: &Linter, files: &Files, is_named: &dyn Fn(&str) -> bool) -> Report {
    let folder = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    let ids = (0..).map(FileId);
    let files = ids
        .zip(files.iter().filter(|(path, _)| is_named(path)))
        .map(|(id, (path, text))| new_file(id, *path, text))
        .collect();
    linter.check_with(files, &Folder(folder))
}

/// Projects in which the subjects with these names are privileged by one definition.
struct Project {
    platform: &'static str,
    files: fn(&[&str]) -> Files,
    /// The override that is about the subject `a` alone.
    only_a: &'static str,
    shared: &'static str,
}

const PROJECTS: [Project; 4] = [
    Project {
        platform: "an anchor of a Compose file",
        files: anchored,
        only_a: "workloads = 'a'",
        shared: "`a` has full access to its host (shared with `b`)",
    },
    Project {
        platform: "a Compose base that is extended",
        files: extended,
        only_a: "workloads = 'a'",
        shared: "`a` has full access to its host (shared with `b`)",
    },
    Project {
        platform: "an inline patch of a kustomization",
        files: patched,
        only_a: "containers = 'a'",
        shared: "`a` has full access to its host (shared with `b`)",
    },
    Project {
        platform: "a base of several overlays",
        files: overlaid,
        only_a: "namespaces = 'a'",
        shared: "`app` has full access to its host (shared with `app` of the Deployment `web` in `b`)",
    },
];

fn anchored(names: &[&str]) -> Files {
    let services: String = names.iter().map(|it| format!("  {it}: {{<<: *common}}\n")).collect();
    let text = format!(
        "x-common: &common {{image: \"example.com/a:1.0\", privileged: true}}\nservices:\n{services}"
    );
    vec![("compose.yaml", text)]
}

fn extended(names: &[&str]) -> Files {
    let services: String = names
        .iter()
        .map(|it| format!("  {it}: {{extends: {{file: base.yaml, service: base}}}}\n"))
        .collect();
    let base = "services:\n  base: {image: \"example.com/a:1.0\", privileged: true}\n";
    vec![("compose.yaml", format!("services:\n{services}")), ("base.yaml", base.to_owned())]
}

fn patched(names: &[&str]) -> Files {
    let deployment = "apiVersion: apps/v1
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
        - {name: c, image: 'example.com/c:1.0'}
";
    let containers: String = names
        .iter()
        .map(|it| format!("          - {{name: {it}, securityContext: {{privileged: true}}}}\n"))
        .collect();
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
{containers}"
    );
    vec![("kustomization.yaml", kustomization), ("web.yaml", deployment.to_owned())]
}

fn overlaid(names: &[&str]) -> Files {
    let deployment = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers:
        - {name: app, image: 'example.com/a:1.0', securityContext: {privileged: true}}
";
    let mut files = vec![
        ("base/kustomization.yaml", "resources: [web.yaml]\n".to_owned()),
        ("base/web.yaml", deployment.to_owned()),
    ];
    for name in names {
        let path = match *name {
            "a" => "a/kustomization.yaml",
            "b" => "b/kustomization.yaml",
            _ => "c/kustomization.yaml",
        };
        files.push((path, format!("namespace: {name}\nresources: [../base]\n")));
    }
    files
}

fn settings(toml: &str) -> Linter {
    Linter::new(Settings::from_toml(toml).expect("it is right"))
}

fn privileged(report: &Report) -> Vec<&Judged> {
    report.judged.iter().filter(|it| it.rule.name() == "privileged-container").collect()
}

fn open(report: &Report) -> Vec<&str> {
    let open = privileged(report).into_iter().filter(|it| it.suppressed_by.is_none());
    open.map(|it| it.subject.as_str()).collect()
}

#[test]
fn each_user_of_a_definition_has_a_finding_and_people_read_them_as_one() {
    let linter = Linter::new(Settings::recommended());
    for Project { platform, files, shared, .. } in &PROJECTS {
        let report = check(&linter, &files(&["a", "b"]));
        let found = privileged(&report);
        assert_eq!(found.len(), 2, "{platform}");
        assert_ne!(found[0].diagnostic.fingerprint, found[1].diagnostic.fingerprint, "{platform}");
        assert_ne!(found[0].diagnostic.address, found[1].diagnostic.address, "{platform}");
        assert!(found.iter().all(|it| !it.diagnostic.message.contains("shared")), "{platform}");
        let shown = joined(&report, found);
        let [one] = &shown[..] else { panic!("{platform}: {shown:#?}") };
        assert_eq!((one.message.as_str(), one.findings.len()), (*shared, 2), "{platform}");
    }
}

#[test]
fn a_new_user_of_a_known_definition_is_new() {
    let linter = Linter::new(Settings::recommended());
    let place = |path: &str| Some(path.to_owned());
    for Project { platform, files, .. } in &PROJECTS {
        let baseline = Baseline::of(&check(&linter, &files(&["a"])), &linter, place);
        let baseline = Baseline::parse(&baseline.render()).expect("it is one");
        let mut report = check(&linter, &files(&["a", "b"]));
        let before = privileged(&report).len();
        let matched = baseline.apply(&mut report, &linter, place);
        assert_eq!((before, open(&report).len(), matched.beside), (2, 1, 0), "{platform}");
        assert!(matched.gone.is_empty(), "{platform}");
        let known: Vec<_> = check(&linter, &files(&["a"]))
            .judged
            .iter()
            .map(|it| it.diagnostic.fingerprint)
            .collect();
        let new: Vec<_> = privileged(&report)
            .into_iter()
            .filter(|it| !known.contains(&it.diagnostic.fingerprint))
            .map(|it| it.subject.clone())
            .collect();
        assert_eq!(new, open(&report), "a comparison finds the same: {platform}");
    }
}

/// The text of a baseline of the first version with these findings in it.
fn first_version(baseline: &Baseline, keeps: impl Fn(&str) -> bool) -> Baseline {
    let text = baseline.render().replace("\"version\": 2", "\"version\": 1");
    let lines: Vec<&str> =
        text.lines().filter(|it| !it.contains("\"path\"") || keeps(it)).collect();
    let text = lines.join("\n").replace("},\n  ]", "}\n  ]");
    Baseline::parse(&text).expect("the first version is read")
}

#[test]
fn a_baseline_of_the_first_version_knows_who_was_there_and_nobody_else() {
    // Findings about what is left out were always single, and show who was there.
    let linter = settings(
        "rules = {privileged-container = 'error', unset-seccomp = 'error', no-restart-policy = 'error', missing-readiness-probe = 'error'}",
    );
    let place = |path: &str| Some(path.to_owned());
    for Project { platform, files, .. } in &PROJECTS {
        let then = check(&linter, &files(&["a", "b"]));
        let first = privileged(&then)[0].diagnostic.address.clone();
        let is_of_then = |line: &str| {
            !line.contains("\"privileged-container\"") || line.contains(&format!("\"{first}\""))
        };
        let written = Baseline::of(&then, &linter, place);
        let old = first_version(&written, is_of_then);
        let mut now = check(&linter, &files(&["a", "b"]));
        let matched = old.apply(&mut now, &linter, place);
        assert!(open(&now).is_empty(), "nothing fails that did not then: {platform}");
        assert_eq!((matched.implied.len(), matched.beside), (1, 0), "{platform}");
        let mut spelt = old.clone();
        spelt.spell_out(matched.implied);
        assert_eq!(spelt, written, "{platform}");

        // Where nothing shows that `b` was there, it is new, and the run says why.
        let bare = first_version(&written, |line| line.contains(&format!("\"{first}\"")));
        let mut now = check(&linter, &files(&["a", "b"]));
        let matched = bare.apply(&mut now, &linter, place);
        assert_eq!((open(&now).len(), matched.beside), (1, 1), "{platform}");
    }
}

#[test]
fn a_subject_that_changed_since_a_baseline_of_the_first_version_is_new() {
    let linter = settings(
        "rules = {privileged-container = 'error', unset-seccomp = 'error', privilege-escalation = 'error'}",
    );
    let place = |path: &str| Some(path.to_owned());
    let then = check(&linter, &patched(&["a"]));
    let old = first_version(&Baseline::of(&then, &linter, place), |_| true);
    let mut now = check(&linter, &patched(&["a", "b"]));
    let matched = old.apply(&mut now, &linter, place);
    assert_eq!(open(&now), ["Deployment/shop/web/containers.b"]);
    assert_eq!((matched.implied.len(), matched.beside), (0, 1), "{matched:#?}");
}

#[test]
fn an_override_for_one_user_silences_that_one_and_is_in_use() {
    for Project { platform, files, only_a, .. } in &PROJECTS {
        let linter = settings(&format!(
            "[[overrides]]\n{only_a}\nrules = {{privileged-container = 'off'}}\nbecause = 'x'"
        ));
        let report = check(&linter, &files(&["a", "b"]));
        let silenced: Vec<_> = privileged(&report)
            .into_iter()
            .filter(|it| it.suppressed_by == Some(SuppressedBy::Override(0)))
            .collect();
        assert_eq!((silenced.len(), open(&report).len()), (1, 1), "{platform}");
        let register = exceptions(&report, &linter);
        assert_eq!(register[0].addresses, [silenced[0].diagnostic.address.clone()], "{platform}");
        let mut with_stale = check(&linter, &files(&["a", "b"]));
        StaleExceptions::of(&report, &linter).add_to(&mut with_stale);
        let unused = |it: &&Judged| it.rule.name() == "unused-suppression";
        assert_eq!(with_stale.open().filter(unused).count(), 0, "{platform}");
        let shown = joined(&report, report.open());
        assert!(
            !shown.iter().any(|it| it.message.contains("shared")),
            "what is silenced is not spoken of: {platform}"
        );
    }
}

#[test]
fn a_comment_at_a_definition_silences_it_for_all_its_users() {
    let linter = Linter::new(Settings::recommended());
    let text = "x-common: &common\n  image: 'example.com/a:1.0'\n  privileged: true # plimsoll: ignore[privileged-container] a reason\nservices:\n  a: {<<: *common}\n  b: {<<: *common}\n";
    let report = linter.check_text("compose.yaml", text);
    assert_eq!((privileged(&report).len(), open(&report).len()), (2, 0));
    assert_eq!(exceptions(&report, &linter)[0].addresses.len(), 2);
}

#[test]
fn a_change_of_a_definition_is_made_once_and_says_whom_it_reaches() {
    let linter = Linter::new(Settings::of(|rule| rule.name == "privileged-container"));
    let report = check_where(&linter, &extended(&["a", "b"]), &|_| true);
    let found = privileged(&report);
    assert_eq!(found.len(), 3, "the base is a service too");
    for it in found {
        let proposal = &it.proposals[0];
        assert_eq!(proposal.reaches.join(" "), "services.a services.b services.base");
        assert!(proposal.title.ends_with("(affects `a`, `b`, `base`)"), "{}", proposal.title);
    }
    let fixed = fix(&linter, &report, Scope::Hardening);
    let [base] = &fixed.files[..] else { panic!("{fixed:#?}") };
    assert_eq!((base.made.len(), base.file), (1, FileId(1)));
    assert!(!base.text.contains("privileged"), "{}", base.text);
}

#[test]
fn what_is_wrong_with_objects_under_one_patch_names_them_with_their_kinds() {
    let object = |kind: &str, name: &str| {
        format!("apiVersion: v1\nkind: {kind}\nmetadata: {{name: {name}}}\ndata: {{a: b}}\n---\n")
    };
    let objects = object("ConfigMap", "status") + &object("Secret", "status");
    let files = vec![
        ("kustomization.yaml", "resources: [all.yaml]\nnamespace: default\n".to_owned()),
        ("all.yaml", objects),
    ];
    let linter = Linter::new(Settings::of(|rule| rule.name == "default-namespace"));
    let report = check(&linter, &files);
    let shown = joined(&report, report.open());
    assert!(
        shown.iter().any(|it| it.message.ends_with("(shared with the Secret `status`)")),
        "{shown:#?}"
    );
}
