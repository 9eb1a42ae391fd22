//! What kustomizations put together, and where each value of it is written.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{Fact, Project, new_file, subjects::User};

fn project(files: &[(&str, &str)]) -> Project {
    let ids = (0u32..).map(FileId);
    Project::new(ids.zip(files).map(|(id, (path, text))| new_file(id, *path, text)).collect())
}

/// `path:line` of a fact.
fn place<T>(project: &Project, fact: &Fact<T>) -> String {
    let span = project.span(fact.site().expect("a place"));
    let file = project.file(span.file);
    format!("{}:{}", file.path, file.lines.line(span.range.start()) + 1)
}

const DEPLOYMENT: &str = "apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: example.com/web:1
          args: [serve]
        - name: proxy
          image: proxy
";

const BASE: (&str, &str) = ("base/kustomization.yaml", "resources: [web.yaml]\n");
const WEB: (&str, &str) = ("base/web.yaml", DEPLOYMENT);

#[test]
fn a_base_is_judged_once_through_its_overlay_and_each_value_where_it_is_written() {
    let project = project(&[
        BASE,
        WEB,
        (
            "prod/kustomization.yaml",
            "resources: [../base]
namespace: shop
images:
  - name: example.com/web
    newTag: 1.4.2
replicas:
  - { name: web, count: 3 }
patches:
  - path: user.yaml
",
        ),
        (
            "prod/user.yaml",
            "apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            runAsUser: 1000
        - name: proxy
          $patch: delete
        - name: sidecar
          image: side:1
",
        ),
    ]);
    let subjects = &project.subjects;
    assert!(subjects.gaps.is_empty(), "{:?}", subjects.gaps);
    let [workload] = &subjects.workloads[..] else { panic!("{:?}", subjects.workloads) };
    let [web, sidecar] = &subjects.containers[..] else { panic!("{:?}", subjects.containers) };
    assert_eq!((&*web.identity.name, &*sidecar.identity.name), ("web", "sidecar"));
    assert!(web.user.is(User::Id(1000)));
    assert_eq!(place(&project, &web.user), "prod/user.yaml:10");
    assert_eq!(place(&project, &web.privileged), "base/web.yaml:11");
    assert!(workload.replicas.is(3));
    assert_eq!(place(&project, &workload.replicas), "prod/kustomization.yaml:7");
    let image = &subjects.images[0];
    assert_eq!(image.reference.known().unwrap().written, "example.com/web:1.4.2");
    assert_eq!(place(&project, &image.reference), "prod/kustomization.yaml:5");
    // What was put together there cannot be replaced there.
    assert!(image.reference.set("example.com/web:2").is_none());
    let object = &subjects.objects[0];
    assert!(object.namespace.is("shop".to_owned()));
}

#[test]
fn operations_and_inline_patches_change_what_their_target_chooses() {
    let kustomization = "resources: [web.yaml]
patches:
  - target: { kind: Deployment, name: w.* }
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/image
        value: other:2
      - op: add
        path: /spec/template/spec/hostNetwork
        value: true
      - op: remove
        path: /spec/template/spec/containers/1
  - target: { kind: Deployment, name: eb }
    patch: |-
      - { op: add, path: /spec/template/spec/hostPID, value: true }
";
    let project = project(&[("base/kustomization.yaml", kustomization), WEB]);
    let [workload] = &project.subjects.workloads[..] else { panic!() };
    let [_] = &project.subjects.containers[..] else { panic!() };
    assert!(workload.network_namespace.is_stated());
    assert_eq!(place(&project, &workload.network_namespace), "base/kustomization.yaml:4");
    assert!(workload.pid_namespace.is_assumed());
}

#[test]
fn a_component_changes_what_is_around_it() {
    let project = project(&[
        BASE,
        WEB,
        (
            "hard/kustomization.yaml",
            "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{ target: { kind: Deployment }, patch: '[{ op: add, path: /spec/template/spec/hostIPC, value: true }]' }]\n",
        ),
        ("prod/kustomization.yaml", "resources: [../base]\ncomponents: [../hard]\n"),
    ]);
    assert!(project.subjects.workloads[0].ipc_namespace.is_stated());
    assert_eq!(project.subjects.workloads.len(), 1);
}

#[test]
fn what_needs_a_build_is_a_gap_and_leaves_absence_unknown() {
    for (key, is_open) in [
        ("helmCharts: [{ name: a }]", false),
        ("replacements: [{ path: a.yaml }]", true),
        ("transformers: [a.yaml]", true),
        ("resources: [web.yaml, https://example.com/base]", false),
        ("patches: [{ path: missing.yaml }]", true),
    ] {
        let text = if key.starts_with("resources") {
            format!("{key}\n")
        } else {
            format!("resources: [web.yaml]\n{key}\n")
        };
        let project = project(&[("base/kustomization.yaml", &text), WEB]);
        assert_eq!(project.subjects.gaps.len(), 1, "{key}");
        assert_eq!(project.subjects.containers[0].privileged.is_unknown(), is_open, "{key}");
    }
}

#[test]
fn kustomizations_that_refer_to_each_other_end() {
    let project = project(&[
        ("a/kustomization.yaml", "resources: [../b, web.yaml]\n"),
        ("b/kustomization.yaml", "resources: [../a]\n"),
        ("a/web.yaml", DEPLOYMENT),
    ]);
    assert_eq!(project.subjects.workloads.len(), 1);
}

#[test]
fn generators_make_objects_of_their_literals() {
    let project = project(&[(
        "kustomization.yaml",
        "commonLabels: { team: shop }
namespace: shop
secretGenerator:
  - name: keys
    literals:
      - PASSWORD=\"hunter 22\"
      - TOKEN=a=b
configMapGenerator:
  - name: settings
    envs: [settings.env]
    literals: [MODE=fast]
",
    )]);
    let entry = |name: &str| {
        let entry =
            project.subjects.data_entries.iter().find(|it| it.key == name).expect("an entry");
        let value = entry.value.known().expect("a value");
        format!("{} {} {:?}", place(&project, &entry.value), entry.identity.address, value.reveal())
    };
    assert_eq!(
        entry("PASSWORD"),
        "kustomization.yaml:6 Secret/shop/keys/stringData[PASSWORD] \"hunter 22\""
    );
    assert_eq!(entry("TOKEN"), "kustomization.yaml:7 Secret/shop/keys/stringData[TOKEN] \"a=b\"");
    assert_eq!(entry("MODE"), "kustomization.yaml:11 ConfigMap/shop/settings/data[MODE] \"fast\"");
    assert!(project.subjects.gaps.is_empty());
    let labels: Vec<_> = project.subjects.objects.iter().flat_map(|it| &it.labels.items).collect();
    assert_eq!(labels.len(), 2);
    assert_eq!(place(&project, labels[0]), "kustomization.yaml:1");
}

#[test]
fn labels_reach_pods_and_selectors_where_they_are_said_to() {
    let project = project(&[
        BASE,
        WEB,
        (
            "kustomization.yaml",
            "resources: [base]
labels:
  - pairs: { tier: front }
  - pairs: { team: shop }
    includeSelectors: true
",
        ),
    ]);
    let of = |list: &plimsoll_model::List<plimsoll_model::subjects::Label>| {
        list.known().map(|it| it.key.clone()).collect::<Vec<_>>().join(" ")
    };
    let [object] = &project.subjects.objects[..] else { panic!("one object") };
    assert_eq!(of(&object.labels), "tier team");
    let [workload] = &project.subjects.workloads[..] else { panic!("one workload") };
    assert_eq!(of(&workload.labels), "app team");
}

/// A pod that takes its variables from a `ConfigMap`.
fn pod(name: &str, config: &str) -> String {
    format!(
        "apiVersion: v1
kind: Pod
metadata: {{ name: {name} }}
spec:
  containers:
    - name: app
      image: example.com/app:1
      envFrom: [{{ configMapRef: {{ name: {config} }} }}]
"
    )
}

#[test]
fn what_is_missing_is_certain_where_every_kustomization_was_followed() {
    let declared = |prefix: &str, name: &str| {
        let project = project(&[
            (
                "base/kustomization.yaml",
                &format!(
                    "resources: [pod.yaml]\n{prefix}configMapGenerator: [{{ name: settings }}]\n"
                ),
            ),
            ("base/pod.yaml", &pod("one", "settings")),
            (
                "prod/kustomization.yaml",
                "resources: [../base, pod.yaml]\nnameSuffix: -prod\npatches: [{ path: patch.yaml }]\n",
            ),
            ("prod/pod.yaml", &pod("two", name)),
            (
                "prod/patch.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata: { name: one }\nspec: { hostNetwork: true }\n",
            ),
        ]);
        let references = &project.subjects.references;
        assert!(references[0].declared.is(true), "{:?}", references[0]);
        references[1].declared.known().copied()
    };
    assert_eq!(declared("", "settings"), Some(true));
    assert_eq!(declared("", "setting"), Some(false));
    // Each name that it had or gets on the way is good.
    assert_eq!(declared("namePrefix: shop-\n", "settings"), Some(true));
    assert_eq!(declared("namePrefix: shop-\n", "shop-settings"), Some(true));
    assert_eq!(declared("namePrefix: shop-\n", "shop-settings-prod"), Some(true));
    assert_eq!(declared("namePrefix: shop-\n", "settings-prod"), Some(false));
    // What a build can add is not known.
    assert_eq!(declared("helmCharts: [{ name: more }]\n", "setting"), None);
}
