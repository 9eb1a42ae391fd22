//! What pages find, and what they leave undecided.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, new_file};
use plimsoll_policy::Policy;
use plimsoll_rules::{Found, Parameters, run};

fn page(subject: &str, block: &str) -> String {
    format!(
        "---\nname: ours\nsummary: it is wrong\nseverity: low\nsubject: {subject}\nmessage: \"{{name}} is wrong\"\n---\n```cel\n{block}\n```\n"
    )
}

fn judge(subject: &str, block: &str, path: &str, text: &str) -> Found {
    let policy = Policy::read("ours.md", &page(subject, block));
    let policy = policy.unwrap_or_else(|wrong| panic!("{block}: {wrong:?}"));
    let project = Project::new(vec![new_file(FileId(0), path, text)]);
    let mut parameters = Parameters::default();
    parameters.today = "2027-01-15".parse().ok();
    run(&project, &parameters, [&policy.rule])
}

/// `wrong`, `right` or `undecided` for a project with one subject of the kind.
fn verdict(subject: &str, block: &str, path: &str, text: &str) -> &'static str {
    let found = judge(subject, block, path, text);
    match (found.findings.len(), found.undecided.len()) {
        (0, 0) => "right",
        (1, 0) => "wrong",
        (0, 1) => "undecided",
        other => panic!("{block}: {other:?} {:?}", found.undecided),
    }
}

const COMPOSE: &str = "\
services:
  web:
    image: registry.example.com/shop/web:1.2.3
    privileged: ${PRIVILEGED}
    read_only: true
    cap_add: [NET_ADMIN, SYS_TIME]
    cap_drop: [\"${DROPPED}\", ALL]
    mem_limit: 64m
    cpus: 0.5
    user: \"1000\"
    labels:
      owner: shop
      until: 2027-02-01
    x-note: ${NOTE}
    healthcheck:
      test: [CMD, \"true\"]
      interval: 1m30s
";

#[test]
fn blocks_decide_what_the_file_decides() {
    for (block, expected) in [
        ("container.read_only_root", "wrong"),
        ("!container.read_only_root", "right"),
        ("container.privileged", "undecided"),
        ("container.privileged || container.read_only_root", "wrong"),
        ("container.read_only_root || container.privileged", "wrong"),
        ("container.privileged && !container.read_only_root", "right"),
        ("container.privileged && container.read_only_root", "undecided"),
        ("container.privileged == container.read_only_root", "undecided"),
        ("container.privileged ? true : true", "undecided"),
        ("container.user.kind == 'id' && container.user.id == 1000", "wrong"),
        ("container.user.kind != 'root'", "wrong"),
        ("'SYS_TIME' in container.added_capabilities", "wrong"),
        ("container.added_capabilities.exists(it, it.startsWith('NET_'))", "wrong"),
        ("container.added_capabilities.all(it, it.startsWith('NET_'))", "right"),
        ("container.added_capabilities.filter(it, it != 'SYS_TIME').size() == 1", "wrong"),
        ("size(container.added_capabilities) == 2", "wrong"),
        (
            "container.added_capabilities.map(it, it.lowerAscii()).exists(it, it == 'sys_time')",
            "wrong",
        ),
        ("container.added_capabilities.exists_one(it, it == 'SYS_TIME')", "wrong"),
        // One item depends on a variable; the other one may decide without it.
        ("'ALL' in container.dropped_capabilities", "wrong"),
        ("'KILL' in container.dropped_capabilities", "undecided"),
        ("container.dropped_capabilities.exists(it, it == 'ALL')", "wrong"),
        ("!container.dropped_capabilities.exists(it, it == 'ALL')", "right"),
        ("container.dropped_capabilities.exists(it, it == 'KILL')", "undecided"),
        (
            "container.dropped_capabilities.exists(it, it == 'KILL') || container.read_only_root",
            "wrong",
        ),
        ("container.dropped_capabilities.all(it, it != 'ALL')", "right"),
        ("container.dropped_capabilities.all(it, it == 'ALL')", "undecided"),
        ("container.dropped_capabilities.exists_one(it, it == 'ALL')", "undecided"),
        ("container.dropped_capabilities.filter(it, it == 'ALL').size() == 1", "undecided"),
        ("container.dropped_capabilities.map(it, it).exists(it, it == 'ALL')", "undecided"),
        ("container.dropped_capabilities.size() == 2", "undecided"),
        ("container.dropped_capabilities[1] == 'ALL'", "undecided"),
        ("container.memory_limit == 67108864", "wrong"),
        ("container.memory_limit < 100000000", "wrong"),
        ("container.cpu_limit < 1", "wrong"),
        ("container.cpu_limit == 0.5", "wrong"),
        ("container.process_limit == null", "wrong"),
        ("container.images.exists(it, it.registry == 'registry.example.com')", "wrong"),
        ("container.images[0].reference.name == 'web'", "wrong"),
        ("container.workload.name == 'web' && container.workload.kind.kind == 'service'", "wrong"),
        ("container.workload.containers.all(it, it.role == 'main')", "wrong"),
        ("project.containers.size() == 1", "wrong"),
        ("container.platform == 'compose' && container.path == 'compose.yaml'", "wrong"),
        ("container.name.matches('^w.b$')", "wrong"),
        ("parameters.kubernetes_minor > 30", "wrong"),
        ("parameters.trusted_registries.size() == 0", "wrong"),
        // Kubernetes has it, Compose has not, so that nothing is asked here.
        ("container.workload.shared_process_namespace", "right"),
        ("!container.workload.shared_process_namespace", "right"),
        ("true || container.workload.shared_process_namespace", "wrong"),
    ] {
        assert_eq!(verdict("container", block, "compose.yaml", COMPOSE), expected, "{block}");
    }
}

#[test]
fn contents_are_null_where_nothing_is_and_undecided_where_it_cannot_be_known() {
    for (block, expected) in [
        ("container.content.labels.owner == 'shop'", "wrong"),
        ("container.content.labels['owner'] != 'shop'", "right"),
        ("container.content.labels.team == null", "wrong"),
        ("container.content.nothing.at.all == null", "wrong"),
        ("!has(container.content.labels.team)", "wrong"),
        ("has(container.content.labels.owner)", "wrong"),
        ("container.content['x-note'] != null", "undecided"),
        ("container.content['x-note'] == null", "undecided"),
        ("'labels' in container.content", "wrong"),
        ("'ports' in container.content", "right"),
        ("container.content.labels.exists(key, key == 'owner')", "wrong"),
        ("container.content.labels.all(key, container.content.labels[key] != '')", "wrong"),
        ("'SYS_TIME' in container.content.cap_add", "wrong"),
        ("'ALL' in container.content.cap_drop", "undecided"),
        ("container.content.cap_add.size() == 2", "wrong"),
        ("days_until(container.content.labels.until) == 17", "wrong"),
        ("days_until(container.content.labels.owner) < 0", "undecided"),
        ("seconds(container.content.healthcheck.interval) == 90", "wrong"),
        ("container.content.healthcheck.interval + '!' == '1m30s!'", "wrong"),
        ("container.content.labels.owner < 5", "undecided"),
    ] {
        assert_eq!(verdict("container", block, "compose.yaml", COMPOSE), expected, "{block}");
    }
}

#[test]
fn what_extends_or_overrides_may_add_is_undecided() {
    let block = "workload.content.labels.owner == null";
    let extended =
        "services:\n  web:\n    image: a\n    extends: {file: base.yaml, service: base}\n";
    assert_eq!(verdict("workload", block, "compose.yaml", extended), "undecided");
    let plain = "services:\n  web:\n    image: a\n";
    assert_eq!(verdict("workload", block, "compose.yaml", plain), "wrong");
    assert_eq!(verdict("workload", block, "compose.override.yaml", plain), "undecided");
}

#[test]
fn the_same_page_reads_kubernetes() {
    let text = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {team: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: registry.example.com/shop/web:1.2.3
          securityContext: {readOnlyRootFilesystem: true}
";
    for (subject, block, expected) in [
        ("container", "container.read_only_root", "wrong"),
        ("container", "container.workload.object.kind == 'Deployment'", "wrong"),
        ("object", "object.content.metadata.annotations.team == 'shop'", "wrong"),
        ("object", "object.content.spec.replicas >= 2", "wrong"),
        ("object", "object.workloads.all(it, it.containers.all(c, c.read_only_root))", "wrong"),
        ("workload", "workload.replicas == 3", "wrong"),
    ] {
        assert_eq!(verdict(subject, block, "web.yaml", text), expected, "{block}");
    }
}

#[test]
fn what_a_platform_does_not_have_is_neither_judged_nor_undecided() {
    let found =
        judge("container", "container.workload.shared_process_namespace", "compose.yaml", COMPOSE);
    assert_eq!((found.findings.len(), found.undecided.len(), found.judged.len()), (0, 0, 0));
}

#[test]
fn work_is_bounded() {
    let services: String = (0..400).map(|it| format!("  s{it}:\n    image: a:{it}\n")).collect();
    let text = format!("services:\n{services}");
    let block = "project.containers.all(a, project.containers.all(b, project.containers.all(c, a.name != '' && b.name != '' && c.name != '')))";
    let found = judge("object", block, "compose.yaml", &text);
    assert!(found.findings.is_empty());
    assert!(found.undecided[0].why.contains("steps"), "{:?}", found.undecided);
}

#[test]
fn a_secret_is_judged_and_not_shown() {
    let text = "services:\n  db:\n    image: a\n    environment:\n      DB_PASSWORD: hunter2-correct-horse\n";
    let page = "---\nname: ours\nsummary: it is wrong\nseverity: low\nsubject: variable\nmessage: \"{variable} is {value}\"\n---\n```cel\nvariable.value.contains('horse') && !variable.value.startsWith('$')\n```\n";
    let policy = Policy::read("ours.md", page).expect("well-formed");
    let project = Project::new(vec![new_file(FileId(0), "compose.yaml", text)]);
    let found = run(&project, &Parameters::default(), [&policy.rule]);
    assert_eq!(found.findings.len(), 1);
    assert!(!format!("{found:?}").contains("horse"), "{found:?}");
}

#[test]
fn a_page_about_several_kinds_judges_each_of_them() {
    let block = "subject.name == 'web' && subject.platform == 'compose'";
    let found = judge("[container, workload]", block, "compose.yaml", COMPOSE);
    let about: Vec<_> = found.findings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(about, ["`web` is wrong"; 2]);
    assert_eq!(found.judged.get("ours"), Some(&2));
}
