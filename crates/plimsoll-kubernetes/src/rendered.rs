//! Where objects of a rendered stream come from: `helm template` writes `# Source: path` in front of
//! each, and kustomize can write the annotation `config.kubernetes.io/origin`.

use std::collections::HashMap;

use plimsoll_facts::{Dialect, Fact, File, Origin, Why, subjects::Subjects, value::text};
use plimsoll_yaml::NodeId;

/// The annotation of kustomize (`buildMetadata: [originAnnotations]`).
const ORIGIN: &str = "config.kubernetes.io/origin";

/// How the comment of Helm begins.
const SOURCE: &str = "# Source: ";

/// What documents and objects were rendered from, by their outermost nodes.
pub fn sources(files: &[File], subjects: &Subjects) -> HashMap<Origin, String> {
    let mut found = HashMap::new();
    for file in files.iter().filter(|it| it.recognition.dialect == Dialect::Kubernetes) {
        if file.text().contains(SOURCE) {
            by_comments(file, &mut found);
        }
        if !file.text().contains(ORIGIN) {
            continue;
        }
        for object in subjects.objects.iter().filter(|it| it.identity.owner.file == file.id) {
            let origin = object.annotations.known().find(|it| it.key == ORIGIN);
            let path = origin.and_then(|it| path_in(it.value.reveal()));
            if let Some(path) = path {
                found.insert(object.identity.owner, path);
            }
        }
    }
    found
}

/// Takes the namespace of a rendered object that names none for unknown: whoever installs it says
/// where it goes (`helm install --namespace`, `kubectl apply --namespace`).
pub fn leave_namespaces_open(
    subjects: &mut Subjects,
    sources: &HashMap<Origin, String>,
    files: &[File],
) {
    if sources.is_empty() {
        return;
    }
    for object in &mut subjects.objects {
        let owner = object.identity.owner;
        let Some(file) = files.get(owner.file.0 as usize) else { continue };
        let up = |node: &NodeId| file.tree.node(*node).parent;
        let is_rendered = std::iter::successors(Some(owner.node), up)
            .any(|node| sources.contains_key(&Origin { file: owner.file, node }));
        if is_rendered && let Fact::Assumed { at, .. } = &object.namespace {
            object.namespace = Fact::Unknown { at: at.clone(), why: Why::Template };
        }
    }
}

fn by_comments(file: &File, found: &mut HashMap<Origin, String>) {
    let mut comments = file.tree.comments().iter().peekable();
    for root in file.tree.documents().iter().filter_map(|it| it.root) {
        let start = file.tree.node(root).range.start();
        let mut source = None;
        while let Some(comment) = comments.next_if(|it| it.range.start() < start) {
            let text = comment.range.slice(file.text());
            source = text.strip_prefix(SOURCE).map(|it| it.trim().to_owned()).or(source);
        }
        if let Some(source) = source {
            found.insert(Origin { file: file.id, node: root }, source);
        }
    }
}

/// The path in the annotation, with the repository that it is in.
fn path_in(annotation: &str) -> Option<String> {
    let parse = plimsoll_yaml::parse(annotation);
    let root = parse.tree.documents().first()?.root?;
    let of = |key: &str| {
        let member = parse.tree.member(root, key)?;
        Some(text(&parse.tree, member.value).value.to_string())
    };
    let path = of("path")?;
    Some(match of("repo") {
        Some(repository) => format!("{path} of {repository}"),
        None => path,
    })
}
