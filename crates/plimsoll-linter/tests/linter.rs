//! What a report says, and what a fix leaves alone.

use plimsoll_linter::{
    Date, Linter, Outcome, Report, Scope, Settings,
    diagnostics::{FileId, RuleName},
    fix,
    model::new_file,
    rules::{Check, Entry, Rule, RuleRef},
};

const PRIVILEGED: &str = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";

fn linter() -> Linter {
    let mut settings = Settings::all();
    settings.today = "2027-01-15".parse::<Date>().ok();
    Linter::new(settings)
}

fn check(text: &str) -> Report {
    linter().check_text("compose.yaml", text)
}

fn names(report: &Report) -> Vec<String> {
    report.diagnostics().map(|it| it.rule.to_string()).collect()
}

fn has(report: &Report, rule: &str) -> bool {
    names(report).iter().any(|it| it == rule)
}

#[test]
fn a_suppression_covers_its_line_and_what_is_below_it() {
    for (comment, place, is_silenced) in [
        ("# plimsoll: ignore[privileged-container] devices", "    privileged: true", true),
        ("# plimsoll: ignore[privileged-container]", "  app:", true),
        ("# plimsoll: ignore[privileged-container]", "services:", true),
        ("# plimsoll: ignore[host-network, privileged-container]", "  app:", true),
        ("# plimsoll: ignore[host-network]", "  app:", false),
        ("# plimsoll: ignore[privileged-container]", "    image: nginx:1.27.2", false),
    ] {
        let text = PRIVILEGED.replace(place, &format!("{place}  {comment}"));
        let report = check(&text);
        assert_eq!(!has(&report, "privileged-container"), is_silenced, "{text}");
        let above = PRIVILEGED.replace(
            place,
            &format!("{}{comment}\n{place}", " ".repeat(place.len() - place.trim_start().len())),
        );
        assert_eq!(!has(&check(&above), "privileged-container"), is_silenced, "{above}");
    }
}

#[test]
fn a_suppression_that_does_nothing_is_a_finding() {
    for (comment, expected) in [
        ("ignore[privileged-container]", None),
        ("ignore[privileged-container] why until=2027-01-30", None),
        ("ignore[privileged-container] why until=2027-01-29", Some("expiring-suppression")),
        ("ignore[privileged-container] why until=2027-01-15", Some("expiring-suppression")),
        ("ignore[privileged-container] why until=2027-01-14", Some("expired-suppression")),
        ("ignore[host-network]", Some("unused-suppression")),
        ("ignore[privileged-contianer]", Some("malformed-suppression")),
        ("ignore[CKV_K8S_16]", Some("malformed-suppression")),
        ("ignore privileged-container", Some("malformed-suppression")),
        ("ignore[]", Some("malformed-suppression")),
        ("ignore[privileged-container] until=tomorrow", Some("malformed-suppression")),
    ] {
        let text = PRIVILEGED.replace("true", &format!("true  # plimsoll: {comment}"));
        let found: Vec<_> = names(&check(&text))
            .into_iter()
            .filter(|it| it.ends_with("-suppression") && it != "unexplained-suppression")
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{comment}");
    }
}

#[test]
fn a_privileged_container_does_not_also_list_what_that_implies() {
    let report = check(&PRIVILEGED.replace("true", "true\n    cap_add: [SYS_ADMIN]"));
    assert!(has(&report, "privileged-container") && !has(&report, "added-capability"));
}

#[test]
fn what_a_service_implies_is_no_matter_of_one_with_the_same_name_in_another_file() {
    let files = [
        ("a/compose.yaml", PRIVILEGED.to_owned()),
        ("b/compose.yaml", PRIVILEGED.replace("privileged: true", "cap_add: [SYS_ADMIN]")),
    ];
    let ids = (0..).map(FileId);
    let files = ids.zip(&files).map(|(id, (path, text))| new_file(id, *path, text)).collect();
    let report = linter().check(files);
    let found = report.diagnostics().filter(|it| it.rule.as_str() == "added-capability");
    assert_eq!(found.map(|it| it.at.file).collect::<Vec<_>>(), [FileId(1)]);
}

#[test]
fn a_file_that_is_not_seen_in_full_is_not_clean() {
    let whole = check("services:\n  app:\n    image: nginx:1.27.2\n");
    assert!(whole.coverage.is_complete());
    let broken = check(
        "services:\n  app:\n    image: \"nginx:1.27.2\n  web:\n    image: nginx:1.27.2\n    privileged: true\n",
    );
    assert!(!broken.coverage.is_complete());
    assert!(matches!(broken.coverage.files[0].outcome, Outcome::Partly(_)));
    assert!(has(&broken, "syntax-error") && has(&broken, "privileged-container"));
    let missing = check("services:\n  app:\n    extends: { file: other.yaml, service: app }\n");
    assert!(!missing.coverage.is_complete(), "a base that is not there hides settings");
}

#[test]
fn a_template_is_skipped_and_said_to_be() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  hostNetwork: true\n";
    let report = linter().check_text("chart/templates/pod.yaml", text);
    assert_eq!(report.coverage.files[0].outcome, Outcome::Template);
    assert_eq!(report.judged.len(), 0);
}

#[test]
fn a_second_fix_changes_nothing() {
    let linter = linter();
    let text = "services:\n  app:\n    # reads the sensors\n    image: nginx:1.27.2\n    privileged: true\n    ports: [\"6379:6379\"]\n";
    let report = linter.check_text("compose.yaml", text);
    let fixed = fix(&linter, &report, Scope::Hardening);
    let once = &fixed.files[0].text;
    assert!(once.contains("# reads the sensors") && !once.contains("privileged: true"), "{once}");
    let again = fix(&linter, &linter.check_text("compose.yaml", once), Scope::Hardening);
    assert!(again.files.is_empty(), "{}", again.files[0].text);
}

#[test]
fn a_fix_that_would_lose_a_comment_is_withheld() {
    let mut settings = Settings::of(|rule| rule.name == "privileged-container");
    settings.today = None;
    let linter = Linter::new(settings);
    let text = PRIVILEGED.replace("true", "true  # for the sensors");
    let fixed = fix(&linter, &linter.check_text("compose.yaml", &text), Scope::Hardening);
    assert!(fixed.files.is_empty());
    assert!(fixed.withheld[0].2.to_string().contains("for the sensors"));
}

#[test]
fn a_safe_run_makes_no_hardening_fix() {
    let linter = linter();
    let text = format!("version: \"3\"\n{PRIVILEGED}");
    let fixed = fix(&linter, &linter.check_text("compose.yaml", &text), Scope::Safe);
    assert_eq!(fixed.files[0].text, PRIVILEGED);
}

#[test]
fn the_guides_own_compose_file_is_found_out() {
    let text = include_str!("../../../testdata/guide/compose.yaml");
    let report = check(text);
    for rule in [
        "placeholder-image",
        "unknown-mount-option",
        "secret-on-command-line",
        "privilege-escalation",
        "missing-health-check",
    ] {
        assert!(has(&report, rule), "{rule} is missing from {:?}", names(&report));
    }
}

#[test]
fn a_broken_file_that_looks_like_ours_is_not_clean() {
    for text in ["services:\n  a:\0b\n", "services: [[[[\n", "kind: Pod\nspec: {{{\n"] {
        let report = linter().check_text("some.yaml", text);
        assert!(!report.coverage.is_complete(), "{text:?}");
    }
    assert!(linter().check_text("some.yaml", "a: [\n").coverage.is_complete());
}

#[test]
fn a_rule_that_fails_silences_no_other_and_is_named() {
    static RULE: Rule = Rule {
        name: "rule-with-a-defect",
        check: Check::Container(|_, _| panic!("a defect")),
        ..Rule::UNSET
    };
    static ENTRY: Entry = Entry { rule: &RULE, page: "", group: "", source: "" };
    let mut settings = Settings::recommended();
    settings.add(RuleRef::Static(&ENTRY)).expect("no other has the name");
    let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
    let report = Linter::new(settings).check_text("compose.yaml", text);
    assert!(has(&report, "privileged-container"));
    assert_eq!(report.coverage.failed, [RuleName::new("rule-with-a-defect")]);
    assert!(!report.coverage.is_complete());
}

#[test]
fn what_could_not_be_read_is_not_said_to_be_missing() {
    let text = "services:\n  db:\n    image: \"postgres\n    ports: [\"5432:5432\"\n  web:\n    image: nginx:1.27.2\n    pid: host\n";
    let report = Linter::new(Settings::recommended()).check_text("compose.yaml", text);
    let about_db = |it: &&plimsoll_linter::diagnostics::Diagnostic| it.message.contains("`db`");
    let found: Vec<&str> =
        report.diagnostics().filter(about_db).map(|it| it.message.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(report.diagnostics().any(|it| it.rule.as_str() == "host-pid-namespace"));
    assert!(!report.coverage.is_complete());
}

#[test]
fn the_path_of_a_volume_is_reported_once() {
    let pod = |path: &str| {
        format!(
            "apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
    - name: a
      image: example.org/a:1.4.2
      volumeMounts:
        - name: host
          mountPath: /host
  volumes:
    - name: host
      hostPath:
        path: {path}
"
        )
    };
    for (path, rule) in [
        ("/", "host-root-mount"),
        ("/etc", "sensitive-host-path"),
        ("/run/docker.sock", "runtime-socket-mount"),
        ("/srv/data", "host-path-mount"),
    ] {
        let found = names(&linter().check_text("pod.yaml", &pod(path)));
        let about: Vec<&str> = [
            "host-root-mount",
            "sensitive-host-path",
            "runtime-socket-mount",
            "host-path-mount",
            "unrestricted-volume",
        ]
        .into_iter()
        .filter(|it| found.iter().any(|found| found == it))
        .collect();
        assert_eq!(about, [rule], "{path}");
    }
}

#[test]
fn the_binding_beside_a_workload_is_shown_before_the_same_one_elsewhere() {
    let text = "apiVersion: v1
kind: ServiceAccount
metadata: {name: job, namespace: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: job}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: job, namespace: shop}]
---
apiVersion: v1
kind: Pod
metadata: {name: job, namespace: shop}
spec:
  serviceAccountName: job
  containers: [{name: a, image: 'example.org/a:1.4.2'}]
";
    let files = ["a.yaml", "b.yaml"].into_iter().zip(0..);
    let files = files.map(|(path, id)| new_file(FileId(id), path, text)).collect();
    let report = linter().check(files);
    let found = report.diagnostics().filter(|it| it.rule.to_string() == "overprivileged-workload");
    let places: Vec<_> = found
        .map(|it| (it.at.file, it.labels.iter().all(|label| label.at.file == it.at.file)))
        .collect();
    assert_eq!(places, [(FileId(0), true), (FileId(1), true)]);
}

#[test]
fn the_template_of_one_document_hides_no_other() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec: {containers: [{name: c, image: 'example.com/a:1.0', securityContext: {privileged: true}}]}\n";
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {x: '{{ .Release.Name }}-secret'}}\n";
    let template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n";
    let has_pod =
        |report: &Report| report.diagnostics().any(|it| it.rule.as_str() == "privileged-container");
    let quoted = linter().check_text("a.yaml", &format!("{release}---\n{pod}"));
    assert_eq!(quoted.coverage.files[0].outcome, Outcome::Judged);
    assert!(has_pod(&quoted) && quoted.coverage.gaps.is_empty());
    for text in [format!("{template}---\n{pod}"), format!("{pod}---\n{template}")] {
        let report = linter().check_text("a.yaml", &text);
        assert!(has_pod(&report), "{text}");
        let gaps: Vec<_> = report.coverage.gaps.iter().map(|it| it.1.as_str()).collect();
        assert!(
            matches!(gaps[..], [it] if it.ends_with("is a template that something else fills in")),
            "{gaps:?}"
        );
    }
}

#[test]
fn names_excuse_nothing() {
    let rules = "rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]\n";
    let head = "apiVersion: rbac.authorization.k8s.io/v1\n";
    for object in [
        "kind: ClusterRole\nmetadata: {name: 'system:test'}\n",
        "kind: ClusterRole\nmetadata: {name: view}\n",
        "kind: Role\nmetadata: {name: 'system:test', namespace: shop}\n",
        "kind: Role\nmetadata: {name: admin, namespace: shop}\n",
        "kind: Role\nmetadata: {name: 'system:node', namespace: shop}\n",
    ] {
        let report = linter().check_text("a.yaml", &format!("{head}{object}{rules}"));
        assert!(report.diagnostics().count() > 0, "{object}");
    }
    let own = format!("{head}kind: ClusterRole\nmetadata: {{name: cluster-admin}}\n{rules}");
    assert_eq!(linter().check_text("a.yaml", &own).diagnostics().count(), 0);
    let binding = format!(
        "{head}kind: ClusterRoleBinding\nmetadata: {{name: 'system:viewer'}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:viewer'}}\nsubjects: [{{apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated'}}]\n"
    );
    let report = linter().check_text("a.yaml", &binding);
    assert!(report.diagnostics().any(|it| it.rule.as_str() == "every-account-binding"));
}
