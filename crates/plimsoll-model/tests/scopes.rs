//! What is complete is known by scope: what was left out of one touches no other.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{DeployScope, Project, new_file, subjects::Reference};

fn project(files: &[(&str, &str)]) -> Project {
    let ids = (0u32..).map(FileId);
    Project::new(ids.zip(files).map(|(id, (path, text))| new_file(id, *path, text)).collect())
}

/// A pod that wants a `ConfigMap` that is not there, and one that is.
fn dangling(namespace: &str) -> String {
    format!(
        "apiVersion: v1
kind: ConfigMap
metadata: {{ name: settings{namespace} }}
---
apiVersion: v1
kind: Pod
metadata: {{ name: app{namespace} }}
spec:
  containers:
    - name: app
      image: example.com/app:1
      envFrom: [{{ configMapRef: {{ name: setting }} }}]
"
    )
}

const TEMPLATE: &str = "apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Values.name }}
";

/// What is known of the references of the files whose paths begin with `place`.
fn declared(project: &Project, place: &str) -> Vec<Option<bool>> {
    let is_there = |it: &&Reference| {
        project.file(it.identity.owner.file).path.starts_with(place)
            && it.target_kind == "ConfigMap"
    };
    let references = project.subjects.references.iter().filter(is_there);
    references.map(|it| it.declared.known().copied()).collect()
}

/// The scopes, each with how much of it was not seen.
fn scopes(project: &Project) -> Vec<(String, usize)> {
    project.scopes().iter().map(|it: &DeployScope| (it.to_string(), it.gaps.len())).collect()
}

fn of(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|(name, gaps)| ((*name).to_owned(), *gaps)).collect()
}

#[test]
fn a_template_in_one_folder_leaves_another_folder_complete() {
    let project = project(&[
        ("one/app.yaml", &dangling("")),
        ("one/chart/templates/settings.yaml", TEMPLATE),
        ("two/app.yaml", &dangling("")),
    ]);
    assert_eq!(declared(&project, "one/"), [None]);
    assert_eq!(declared(&project, "two/"), [Some(false)]);
    assert_eq!(scopes(&project), of(&[("folder `one`", 1), ("folder `two`", 0)]));
}

#[test]
fn a_template_that_names_its_namespace_touches_no_other() {
    let template = format!("{TEMPLATE}  namespace: shop\n");
    let named = |namespace| dangling(&format!(", namespace: {namespace}"));
    let project = project(&[
        ("one/settings.yaml", &template),
        ("one/shop.yaml", &named("shop")),
        ("one/blog.yaml", &named("blog")),
        ("two/shop.yaml", &named("shop")),
    ]);
    assert_eq!(declared(&project, "one/shop"), [None]);
    assert_eq!(declared(&project, "one/blog"), [Some(false)]);
    // A namespace with a name is one wherever its objects come from.
    assert_eq!(declared(&project, "two/shop"), [None]);
    let expected = [
        ("namespace `blog` of the folder `one`", 0),
        ("namespace `shop` of the folder `one`", 1),
        ("namespace `shop` of the folder `two`", 1),
    ];
    assert_eq!(scopes(&project), of(&expected));
}

#[test]
fn a_base_that_is_missing_leaves_other_namespaces_complete() {
    let overlay = |namespace: &str, bases: &str| {
        format!("namespace: {namespace}\nresources: [app.yaml{bases}]\n")
    };
    let apart = project(&[
        ("blog/kustomization.yaml", &overlay("blog", "")),
        ("blog/app.yaml", &dangling("")),
        ("shop/kustomization.yaml", &overlay("shop", ", ../gone")),
        ("shop/app.yaml", &dangling("")),
    ]);
    assert_eq!(declared(&apart, "blog/"), [Some(false)]);
    assert_eq!(declared(&apart, "shop/"), [None]);
    let together = project(&[
        ("kustomization.yaml", "resources: [blog, shop]\n"),
        ("blog/kustomization.yaml", &overlay("blog", "")),
        ("blog/app.yaml", &dangling("")),
        ("shop/kustomization.yaml", &overlay("shop", ", ../gone")),
        ("shop/app.yaml", &dangling("")),
    ]);
    assert_eq!(declared(&together, "blog/"), [Some(false)]);
    assert_eq!(declared(&together, "shop/"), [None]);
    let expected = [
        ("namespace `blog` of the kustomization `kustomization.yaml`", 0),
        ("namespace `shop` of the kustomization `kustomization.yaml`", 1),
    ];
    assert_eq!(scopes(&together), of(&expected));
}

#[test]
fn a_document_that_cannot_be_read_leaves_other_namespaces_of_its_stream_complete() {
    let named = |namespace| dangling(&format!(", namespace: {namespace}"));
    let broken =
        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop\nb: c\n";
    let stream = format!("{}{broken}---\n{}", named("blog"), named("shop"));
    let project = project(&[("stream.yaml", &stream)]);
    assert_eq!(declared(&project, "stream"), [Some(false), None]);
    let open = project.scopes().iter().filter(|it| !it.is_complete());
    let open: Vec<_> = open.filter_map(|it| it.namespace.as_deref()).collect();
    assert_eq!(open, ["shop"]);
}

#[test]
fn an_include_that_is_missing_leaves_another_compose_project_complete() {
    let app = "services: { app: { image: 'example.com/app:1' } }\n";
    let project = project(&[
        ("one/compose.yaml", &format!("include: [gone.yaml]\n{app}")),
        ("two/compose.yaml", app),
    ]);
    let expected =
        [("Compose project `one/compose.yaml`", 1), ("Compose project `two/compose.yaml`", 0)];
    assert_eq!(scopes(&project), of(&expected));
    assert!(!project.is_whole_around(FileId(0)));
    assert!(project.is_whole_around(FileId(1)));
}

#[test]
fn objects_that_make_others_are_so_where_they_are() {
    let custom = "apiVersion: example.com/v1\nkind: Database\nmetadata: { name: a }\n";
    let project = project(&[
        ("one/app.yaml", &dangling("")),
        ("one/database.yaml", custom),
        ("two/app.yaml", &dangling("")),
    ]);
    assert_eq!(declared(&project, "one/"), [None]);
    assert_eq!(declared(&project, "two/"), [Some(false)]);
}

#[test]
fn a_component_that_nothing_includes_is_built_and_is_never_whole() {
    let project = project(&[
        ("c/kustomization.yaml", "kind: Component\nresources: [app.yaml]\n"),
        ("c/app.yaml", &dangling("")),
    ]);
    assert_eq!(project.subjects.workloads.len(), 1);
    assert_eq!(declared(&project, "c/"), [None]);
}

#[test]
fn kustomizations_in_a_circle_are_a_gap() {
    let project = project(&[
        ("a/kustomization.yaml", "resources: [../b, app.yaml]\n"),
        ("b/kustomization.yaml", "resources: [../a]\n"),
        ("a/app.yaml", &dangling("")),
    ]);
    let gaps: Vec<_> = project.subjects.gaps.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(gaps, ["`../a` refers to itself"]);
    assert_eq!(declared(&project, "a/"), [None]);
}
