//! What findings say the platform makes of them, by version.

use plimsoll_linter::{
    Linter, Settings,
    diagnostics::{Diagnostic, Level, Reaction, Severity},
    model::Version,
};

/// What the finding of `rule` in `text` says, in these versions of Kubernetes; an error where the
/// rule finds nothing there.
fn said(rule: &str, minor: u32, text: &str) -> Result<Option<Reaction>, String> {
    let mut settings = Settings::all();
    settings.parameters.kubernetes_minor = minor;
    let name = if text.contains("apiVersion") { "object.yaml" } else { "compose.yaml" };
    let report = Linter::new(settings).check_text(name, text);
    let found: Vec<_> = report.diagnostics().filter(|it| it.rule.as_str() == rule).collect();
    match found.as_slice() {
        [] => Err(format!("{rule} finds nothing at 1.{minor}")),
        all => Ok(all.iter().map(|it| it.platform).min().flatten()),
    }
}

fn service(setting: &str) -> String {
    format!("services:\n  app:\n    image: nginx:1.27.2\n    {setting}\n")
}

fn object(api_version: &str, kind: &str, rest: &str) -> String {
    format!(
        "apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: app, namespace: shop}}\n{rest}\n"
    )
}

const REFUSES: Option<Reaction> = Some(Reaction::Refuses);
const FAILS: Option<Reaction> = Some(Reaction::Fails);
const DROPS: Option<Reaction> = Some(Reaction::Drops);
const WARNS: Option<Reaction> = Some(Reaction::Warns);

#[test]
fn a_compose_file_is_refused_by_the_loader_or_fails_at_the_engine() {
    for (rule, setting, expected) in [
        ("privileged-container", "privileged: true", None),
        ("unknown-field", "privilegd: true", REFUSES),
        ("wrong-type", "cap_drop: ALL", REFUSES),
        ("invalid-value", "pull_policy: nope", REFUSES),
        ("invalid-value", "pull_policy: sometimes-always", REFUSES),
        ("invalid-value", "container_name: -x", REFUSES),
        ("invalid-value", "container_name: -xy", FAILS),
        ("invalid-value", "restart: sometimes", FAILS),
        ("invalid-value", "mem_limit: 1m", FAILS),
        ("invalid-value", "mem_limit: 1x", REFUSES),
        ("undefined-reference", "depends_on: [nobody]", REFUSES),
        ("ineffective-setting", "{network_mode: host, ports: ['80:80']}", DROPS),
        (
            "request-above-limit",
            "deploy: {resources: {limits: {memory: 64m}, reservations: {memory: 1g}}}",
            FAILS,
        ),
    ] {
        let text = match setting.strip_prefix('{') {
            Some(flow) => format!("services:\n  app: {{image: 'nginx:1.27.2', {flow}\n"),
            None => service(setting),
        };
        assert_eq!(said(rule, 34, &text), Ok(expected), "{setting}");
    }
    let mut older = Settings::all();
    older.parameters.compose_version = Version::new(2, 40);
    let older =
        Linter::new(older).check_text("compose.yaml", &service("pull_policy: sometimes-always"));
    let is_refused = |it: &Diagnostic| it.platform == REFUSES;
    assert!(!older.diagnostics().any(is_refused), "the pattern of 2.40 has no ends");
    let with_name = |name: &str| format!("name: {name}\n{}", service("init: true"));
    assert_eq!(said("invalid-value", 34, &with_name("My_Shop")), Ok(DROPS));
    assert_eq!(said("invalid-value", 34, &with_name("\"!!!\"")), Ok(REFUSES));
    let old = format!("version: '3'\n{}", service("init: true"));
    assert_eq!(said("obsolete-compose-version", 34, &old), Ok(WARNS));
    let external = |of: &str| {
        format!("{}{of}: {{x: {{external: true, labels: {{a: b}}}}}}\n", service("init: true"))
    };
    assert_eq!(said("contradictory-settings", 34, &external("volumes")), Ok(REFUSES));
    assert_eq!(said("contradictory-settings", 34, &external("networks")), Ok(DROPS));
}

#[test]
fn what_the_api_server_takes_is_not_called_refused() {
    let pod =
        |rest: &str| object("v1", "Pod", &format!("spec: {{containers: [{{name: c, {rest}}}]}}"));
    for (rule, text, expected) in [
        ("invalid-value", pod("image: Upper/App"), FAILS),
        ("wrong-type", pod("image: 'a:1', tty: 'yes'"), REFUSES),
        ("unknown-field", pod("image: 'a:1', privileged: true"), REFUSES),
        (
            "contradictory-settings",
            pod("image: 'a:1', securityContext: {runAsUser: 0, runAsNonRoot: true}"),
            FAILS,
        ),
        (
            "unusable-disruption-budget",
            object("policy/v1", "PodDisruptionBudget", "spec: {selector: {matchLabels: {a: b}}}"),
            None,
        ),
        (
            "unusable-disruption-budget",
            object(
                "policy/v1",
                "PodDisruptionBudget",
                "spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {a: b}}}",
            ),
            REFUSES,
        ),
        (
            "misplaced-namespace",
            object(
                "rbac.authorization.k8s.io/v1",
                "RoleBinding",
                "roleRef: {kind: Role, name: r}\nsubjects: [{kind: User, name: alice, namespace: shop}]",
            ),
            DROPS,
        ),
    ] {
        assert_eq!(said(rule, 37, &text), Ok(expected), "{text}");
    }
    let silent = [
        pod("image: 'a:1', imagePullPolicy: '', resources: {limits: {memory: '1Gi '}}"),
        object("v1", "LimitRange", "spec: {limits: []}").replace("name: app, ", ""),
        object("scheduling.k8s.io/v1", "PriorityClass", "description: low"),
    ];
    for text in silent {
        for rule in ["invalid-value", "missing-field"] {
            assert!(said(rule, 37, &text).is_err(), "{rule}: {text}");
        }
    }
}

#[test]
fn it_depends_on_the_version_and_on_who_looks() {
    let set = |kind: &str, version: &str| {
        object(
            version,
            kind,
            "spec: {selector: {matchLabels: {a: b}}, serviceName: s, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: 'a:1', volumeMounts: [{name: gone, mountPath: /data}]}]}}}",
        )
    };
    let stateful = set("StatefulSet", "apps/v1");
    assert_eq!(said("dangling-volume-mount", 33, &stateful), Ok(FAILS));
    assert_eq!(said("dangling-volume-mount", 34, &stateful), Ok(REFUSES));
    let deployment = set("Deployment", "apps/v1").replace(" serviceName: s,", "");
    assert_eq!(said("dangling-volume-mount", 33, &deployment), Ok(REFUSES));
    let rollout = set("Rollout", "argoproj.io/v1alpha1");
    assert_eq!(said("dangling-volume-mount", 37, &rollout), Ok(FAILS));
    let named = object("v1", "Service", "spec: {selector: {a: b}, ports: [{port: 80}]}");
    let named = named.replace("name: app", "name: 2fa");
    assert_eq!(said("invalid-value", 35, &named), Ok(REFUSES));
    assert!(said("invalid-value", 36, &named).is_err());
    let outside = object(
        "v1",
        "Service",
        "spec: {selector: {a: b}, externalIPs: [10.1.2.3], ports: [{port: 80}]}",
    );
    assert_eq!(said("external-ip-service", 35, &outside), Ok(None));
    assert_eq!(said("external-ip-service", 36, &outside), Ok(WARNS));
}

#[test]
fn admission_refuses_a_pod_and_lets_a_controller_in_whose_pods_it_refuses() {
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}\n---\n";
    let spec = "{hostNetwork: true, containers: [{name: c, image: 'a:1'}]}";
    let pod = object("v1", "Pod", &format!("spec: {spec}"));
    let deployment = object(
        "apps/v1",
        "Deployment",
        &format!(
            "spec: {{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {spec}}}}}"
        ),
    );
    let judged = |text: &str| said("refused-by-pod-security", 34, &format!("{namespace}{text}"));
    assert_eq!(judged(&pod), Ok(REFUSES));
    assert_eq!(judged(&deployment), Ok(FAILS));
}

#[test]
fn a_finding_is_graded_by_circumstance_unless_somebody_set_its_level() {
    let pod = |users: &str| {
        let container = "{name: c, image: 'a:1', securityContext: {runAsUser: 0}}";
        object("v1", "Pod", &format!("spec: {{{users}containers: [{container}]}}"))
    };
    let graded = |settings: Settings, text: &str| {
        let report = Linter::new(settings).check_text("object.yaml", text);
        let found = report.diagnostics().find(|it| it.rule.as_str() == "root-user");
        let found = found.expect("root is found").clone();
        (found.severity, found.level, found.severity_reason.is_some())
    };
    let apart = pod("hostUsers: false, ");
    let usual = (Severity::High, Level::Error, false);
    assert_eq!(graded(Settings::recommended(), &pod("")), usual);
    let here = (Severity::Medium, Level::Warning, true);
    assert_eq!(graded(Settings::recommended(), &apart), here);
    let mut older = Settings::recommended();
    older.parameters.kubernetes_minor = 32;
    assert_eq!(graded(older, &apart), usual);
    let set = Settings::from_toml("[rules]\nroot-user = \"error\"\n").expect("it is well-formed");
    assert_eq!(graded(set, &apart), (Severity::Medium, Level::Error, true));
}

#[test]
fn what_is_refused_is_not_hidden_by_what_is_taken() {
    let text = format!(
        "{}---\n{}",
        object(
            "apps/v1",
            "Deployment",
            "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: 'a:1'}]}}}"
        ),
        object(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}, minReplicas: 5, maxReplicas: 2}"
        ),
    );
    let refused = ["fixed-autoscaler", "contradictory-settings", "invalid-value"];
    let said = refused.iter().filter_map(|rule| said(rule, 37, &text).ok().flatten());
    assert!(said.into_iter().any(|it| it == Reaction::Refuses));
}
