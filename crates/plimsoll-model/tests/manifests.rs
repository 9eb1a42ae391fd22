//! What snapshots of facts do not show: the bytes that are pointed at, who states a fact, where a
//! fix would go, and what no text may do.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{
    Fact, Patch, Project, Scope, Shown, Spelling, Subject, Why, Words, new_file, realise,
    subjects::{Confinement, Role, User, WorkloadKind},
};
use proptest::prelude::*;

fn project(text: &str) -> Project {
    Project::new(vec![new_file(FileId(0), "pod.yaml", text)])
}

/// A pod with these lines in its specification and these in its only container.
fn pod(spec: &str, container: &str) -> Project {
    project(&format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{ name: a }}\nspec:\n{spec}\n  containers:\n    - name: app\n      image: app:1\n{container}\n"
    ))
}

#[test]
fn what_a_container_takes_over_is_inherited_and_fixed_on_itself() {
    let project =
        pod("  securityContext: { runAsUser: 0, seccompProfile: { type: Unconfined } }", "");
    let container = &project.subjects.containers[0];
    assert!(container.user.is(User::Root));
    assert!(container.user.is_inherited());
    let site = container.user.site().unwrap();
    assert_eq!(project.span(site).range.slice(project.files()[0].text()), "0");
    assert_eq!(site.slot.owner, container.identity.owner);
    assert_eq!(site.slot.path, ["securityContext", "runAsUser"]);
    // The value is changed where it is written; only an override goes to the container.
    assert!(matches!(container.user.set("1000"), Some(Patch::Set { at, .. }) if at == site.at));
    assert!(matches!(
        container.user.override_with("1000"),
        Some(Patch::Put { slot, .. }) if slot.owner == container.identity.owner
    ));
    let Spelling::As(Words::Word(words)) = container.seccomp.site().unwrap().slot.spelling else {
        panic!()
    };
    assert!(words.contains(&("runtime default", "RuntimeDefault")));
}

#[test]
fn an_own_statement_beats_the_pods() {
    let project = pod(
        "  securityContext: { runAsNonRoot: false, runAsUser: 0 }",
        "      securityContext: { runAsNonRoot: true }",
    );
    let container = &project.subjects.containers[0];
    assert!(matches!(
        container.non_root_enforced,
        Fact::Stated { value: true, scope: Scope::Own, .. }
    ));
    assert!(container.user.is_inherited());
}

#[test]
fn a_profile_of_the_container_replaces_that_of_the_pod_as_a_whole() {
    let project = pod(
        "  securityContext: { seccompProfile: { type: Localhost, localhostProfile: a.json } }",
        "      securityContext: { seccompProfile: { type: Localhost } }",
    );
    // Without a name of its own the API server refuses it; the pod's does not fill in.
    let seccomp = &project.subjects.containers[0].seccomp;
    assert!(matches!(seccomp, Fact::Unknown { why: Why::Malformed, .. }), "{seccomp:?}");
}

#[test]
fn yaml_1_1_decides_what_is_true() {
    let cases = [
        ("true", Some(true)),
        ("yes", Some(true)),
        ("On", Some(true)),
        ("off", Some(false)),
        ("'true'", None),
        ("1", None),
        ("[]", None),
        ("\"${A}\"", None),
    ];
    for (written, expected) in cases {
        let project = pod("", &format!("      securityContext: {{ privileged: {written} }}"));
        let privileged = &project.subjects.containers[0].privileged;
        assert_eq!(privileged.stated().copied(), expected, "{written}");
        assert_eq!(privileged.is_unknown(), expected.is_none(), "{written}");
    }
}

#[test]
fn null_is_as_good_as_absent() {
    for written in ["", "~", "null"] {
        let project = pod(
            "  securityContext: { runAsUser: 1 }",
            &format!("      securityContext: {{ runAsUser: {written}, privileged: {written} }}"),
        );
        let container = &project.subjects.containers[0];
        assert!(container.user.is(User::Id(1)), "{written}");
        assert!(container.privileged.is_assumed(), "{written}");
    }
}

#[test]
fn a_seccomp_annotation_has_no_effect() {
    let project = project(
        "apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default }
spec: { containers: [{ name: a, image: a }] }
",
    );
    let seccomp = &project.subjects.containers[0].seccomp;
    assert!(seccomp.is_assumed() && seccomp.is(Confinement::Unconfined));
}

#[test]
fn a_path_of_the_host_counts_without_a_mount() {
    let spec = "  volumes: [{ name: root, hostPath: { path: / } }]";
    let project = pod(spec, "");
    let [mount] = &project.subjects.mounts[..] else { panic!("{:?}", project.subjects.mounts) };
    assert!(mount.source.is("/".to_owned()));
    assert!(matches!(mount.target, Fact::Inapplicable));
    assert_eq!(mount.identity.address, "Pod/a/volumes[root]");
    let mounted = "      volumeMounts: [{ name: root, mountPath: /host }]";
    assert_eq!(pod(spec, mounted).subjects.mounts.len(), 1);
}

#[test]
fn a_missing_request_is_as_high_as_the_limit() {
    let project = pod("", "      resources: { limits: { memory: 1Gi } }");
    let container = &project.subjects.containers[0];
    assert!(container.memory_request.is_assumed());
    assert_eq!(container.memory_request.known(), container.memory_limit.known());
}

#[test]
fn a_native_sidecar_lasts_and_other_init_containers_do_not() {
    let spec =
        "  initContainers: [{ name: a, image: a }, { name: b, image: b, restartPolicy: Always }]";
    let roles: Vec<Role> = pod(spec, "").subjects.containers.iter().map(|it| it.role).collect();
    assert_eq!(roles, [Role::Init, Role::Sidecar, Role::Main]);
}

#[test]
fn a_kind_that_nobody_described_gives_a_template() {
    let project = project(
        "apiVersion: example.com/v1
kind: Database
metadata: { name: a }
spec: { podTemplate: { spec: { containers: [{ name: a, image: a }] } } }
",
    );
    let workload = &project.subjects.workloads[0];
    assert_eq!(workload.kind, WorkloadKind::Template("Database".to_owned()));
    assert!(!workload.kind.is_long_running());
}

#[test]
fn a_helm_test_is_told_by_its_annotation() {
    for (hook, expected) in
        [("test", true), ("pre-install, test-success", true), ("pre-install", false), ("", false)]
    {
        let project = project(&format!(
            "apiVersion: v1
kind: Pod
metadata: {{ name: a, annotations: {{ helm.sh/hook: '{hook}' }} }}
spec: {{ containers: [{{ name: a, image: a }}] }}
"
        ));
        assert_eq!(project.subjects.workloads[0].is_test_hook, expected, "{hook}");
    }
}

#[test]
fn an_unknown_key_names_what_was_meant_or_where_it_belongs() {
    let project = pod(
        "  securityContext: { runAsNonroot: true, readOnlyRootFilesystem: true }",
        "      hostNetwork: false\n      securityContext: { fsGroup: 1, privilegd: false }",
    );
    let fields = &project.subjects.unknown_fields;
    let found: Vec<_> =
        fields.iter().map(|it| (&*it.key, it.nearest, it.belongs_to.as_deref())).collect();
    assert_eq!(
        found,
        [
            ("runAsNonroot", Some("runAsNonRoot"), None),
            ("readOnlyRootFilesystem", None, Some("spec.containers[].securityContext")),
            ("hostNetwork", None, Some("spec")),
            ("fsGroup", None, Some("spec.securityContext")),
            ("privilegd", Some("privileged"), None),
        ]
    );
}

#[test]
fn an_object_without_pods_is_only_an_object() {
    for text in [
        "apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [] }\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec: {}\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: a }] }\n",
    ] {
        let project = project(text);
        assert_eq!(project.subjects.objects.len(), 1, "{text}");
        assert!(project.subjects.workloads.is_empty(), "{text}");
    }
}

#[test]
fn a_fix_is_spelt_as_the_api_server_wants_it() {
    let text = "apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  hostNetwork: true
  containers:
    - name: app
      image: nginx
      securityContext:
        procMount: Unmasked
        capabilities:
          add: [NET_ADMIN]
";
    let project = project(text);
    let workload = &project.subjects.workloads[0];
    let container = &project.subjects.containers[0];
    let image = &project.subjects.images[0];
    let cases = [
        (workload.network_namespace.set("private"), "  hostNetwork: false\n"),
        (workload.user_namespace.set("private"), "\n  hostUsers: false\n"),
        (workload.service_account_token.set(false), "\n  automountServiceAccountToken: false\n"),
        (workload.restart.set("never"), "\n  restartPolicy: Never\n"),
        (
            workload.seccomp.set("runtime default"),
            "\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n",
        ),
        (
            container.seccomp.set("runtime default"),
            "\n        seccompProfile:\n          type: RuntimeDefault\n",
        ),
        (container.proc_masked.set(true), "        procMount: Default\n"),
        (container.privilege_escalation.set(false), "\n        allowPrivilegeEscalation: false\n"),
        (container.user.set(1000), "\n        runAsUser: 1000\n"),
        (
            container.memory_limit.set("1Gi"),
            "\n      resources:\n        limits:\n          memory: 1Gi\n",
        ),
        (container.dropped_capabilities.append("ALL"), "\n          drop:\n"),
        (image.pull_policy.set("missing"), "\n      imagePullPolicy: IfNotPresent\n"),
    ];
    for (patch, expected) in cases {
        let patch = patch.unwrap();
        let edits = realise(project.files(), std::slice::from_ref(&patch)).unwrap();
        let [(_, edits)] = &edits[..] else { panic!("{edits:?}") };
        let fixed = edits.apply(text);
        assert!(fixed.contains(expected), "{patch:?}\n{fixed}");
        assert!(plimsoll_yaml::parse(&fixed).errors.is_empty(), "{fixed}");
    }
}

fn is_sound(text: &str) {
    let project = project(text);
    let sites = |facts: Vec<Shown<'_>>| {
        for shown in facts {
            for site in shown.sites() {
                let range = project.span(site).range.to_usize();
                assert!(text.get(range.clone()).is_some(), "{} {range:?} in {text:?}", shown.name);
            }
        }
    };
    project.subjects.all_facts().for_each(|(_, _, facts)| sites(facts));
    for workload in &project.subjects.workloads {
        assert!(workload.object.is_some_and(|it| it.index() < project.subjects.objects.len()));
    }
    for container in &project.subjects.containers {
        assert!(container.workload.index() < project.subjects.workloads.len());
        assert!(!container.identity().address.is_empty());
    }
}

const KEYS: &[&str] = &[
    "securityContext",
    "volumes",
    "volumeMounts",
    "containers",
    "initContainers",
    "env",
    "ports",
    "resources",
    "image",
    "livenessProbe",
    "command",
    "hostNetwork",
    "os",
    "restartPolicy",
    "automountServiceAccountToken",
    "templates",
    "steps",
    "template",
    "spec",
    "items",
    "metadata",
];

proptest! {
    #[test]
    fn any_text_is_lowered(
        text in prop_oneof![
            any::<String>(),
            "(apiVersion: v1|kind: Pod|kind: List|items:|spec:|\n|  |containers:|- |name: |image: |<<: |&a|\\*a|\\{|\\}|x){0,40}",
        ],
        kind in prop::sample::select(vec![
            "v1\nkind: Pod", "v1\nkind: List", "apps/v1\nkind: Deployment",
            "argoproj.io/v1alpha1\nkind: Workflow", "tekton.dev/v1\nkind: TaskRun",
        ]),
    ) {
        is_sound(&text);
        is_sound(&format!("apiVersion: {kind}\n{text}"));
    }

    #[test]
    fn any_value_in_any_setting_is_lowered(
        key in prop::sample::select(KEYS),
        inner in prop::sample::select(KEYS),
        value in prop_oneof![
            "[-\\[\\]{}:,$a-z0-9./ é]{0,24}",
            "\"[$\\{\\}A-Z:=?+a-z0-9./é-]{0,24}\"",
        ],
    ) {
        let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n";
        is_sound(&format!("{head}  {key}: {value}\n  containers: [{{name: a, image: b}}]\n"));
        is_sound(&format!("{head}  {key}:\n    {inner}: {value}\n    name: {value}\n"));
        is_sound(&format!("{head}  {key}: [{{{inner}: {value}}}]\n"));
        is_sound(&format!("{head}  containers:\n  - name: a\n    {key}: {value}\n"));
        is_sound(&format!("{head}  containers:\n  - name: a\n    {key}:\n    - {inner}: {value}\n      name: a\n"));
    }
}
