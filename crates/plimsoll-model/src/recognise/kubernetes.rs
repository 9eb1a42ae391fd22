//! The signals of Kubernetes objects: `apiVersion` and `kind` at the root, both plausible.

use plimsoll_facts::{Dialect, Recognition};
use plimsoll_kubernetes::{is_api_version, is_workload_with_selector, schema::kinds};
use plimsoll_yaml::NodeId;

use super::signals::Signals;

/// Groups of the API server itself, whose objects are known even before somebody has typed their
/// `metadata`. Others need it, as configuration files of tools have none.
const GROUPS: &[&str] = &[
    "apps",
    "batch",
    "autoscaling",
    "policy",
    "extensions",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
    "storagemigration.k8s.io",
];

/// Groups, or their ends, of files that no API server reads.
const TOOLS: &[&str] = &[
    "kind.x-k8s.io",
    "k3d.io",
    "ctlptl.dev",
    "eksctl.io",
    "backstage.io",
    "tilt.dev",
    "kuttl.dev",
    "audit.k8s.io",
    "config.k8s.io",
    "kubeadm.k8s.io",
    "imagepolicy.k8s.io",
    "client.authentication.k8s.io",
    "troubleshoot.sh",
    "kompose.io",
];

/// Files of the cluster's own programs that rules ask about, though no API server reads them.
const CONFIGURATIONS: &[(&str, &str)] = &[
    ("apiserver.config.k8s.io", "EncryptionConfiguration"),
    ("kubelet.config.k8s.io", "KubeletConfiguration"),
];

/// Claims the file if it holds objects for the API server, or is a file of kustomize.
pub(super) fn claim(signals: &Signals<'_>) -> Option<Recognition> {
    if let Some(because) = kustomization(signals) {
        return Some(Recognition::new(Dialect::Kustomization, because));
    }
    let objects: Vec<NodeId> = signals.roots().filter(|root| is_object(signals, *root)).collect();
    let Some(first) = objects.first() else {
        let because = from_lines(signals).or_else(|| headless(signals))?;
        return Some(Recognition::new(Dialect::Kubernetes, because));
    };
    let mut because = vec![
        format!("`apiVersion` is `{}`", signals.text_of(*first, "apiVersion").unwrap_or("")),
        format!("`kind` is `{}`", signals.text_of(*first, "kind").unwrap_or("")),
    ];
    if let Some(signs) = patch(signals, &objects) {
        because.extend(signs);
        return Some(Recognition::new(Dialect::KustomizePatch, because));
    }
    Some(Recognition::new(Dialect::Kubernetes, because))
}

/// The documents, from zero, that are objects for the API server.
pub(super) fn objects<'s>(signals: &'s Signals<'_>) -> impl Iterator<Item = u32> + 's {
    let documents = signals.tree.documents().iter().zip(0..);
    documents.filter_map(|(document, position)| {
        document.root.filter(|root| is_object(signals, *root)).map(|_| position)
    })
}

/// Whether the mapping is an object for the API server.
fn is_object(signals: &Signals<'_>, root: NodeId) -> bool {
    let api_version = signals.text_of(root, "apiVersion").unwrap_or("");
    let kind = signals.text_of(root, "kind").unwrap_or("");
    let has_metadata = signals.get(root, "metadata").is_some();
    is_plausible(api_version, kind, has_metadata, signals.get(root, "clusters").is_some())
}

fn is_plausible(api_version: &str, kind: &str, has_metadata: bool, has_clusters: bool) -> bool {
    // Definitions can name their kinds in lower case, though hardly any does.
    let is_name = |text: &str| {
        text.starts_with(|it: char| it.is_ascii_uppercase() || has_metadata)
            && text.bytes().all(|it| it.is_ascii_alphanumeric())
    };
    let is_version = |text: &str| {
        text.strip_prefix('v').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
            && text.bytes().all(|it| it.is_ascii_alphanumeric())
    };
    if !is_name(kind) {
        return false;
    }
    let Some((group, version)) = api_version.split_once('/') else {
        // A kubeconfig is `v1` and `Config`.
        let is_kubeconfig = kind == "Config" && (has_clusters || !has_metadata);
        return is_version(api_version) && !is_kubeconfig;
    };
    let is_asked_about = CONFIGURATIONS.contains(&(group, kind));
    let is_tools = !is_asked_about
        && TOOLS.iter().any(|it| {
            group.strip_suffix(it).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
    let is_domain = group.contains('.')
        && group.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'.' || it == b'-');
    is_version(version)
        && !is_tools
        && (GROUPS.contains(&group) || (is_domain && has_metadata) || is_asked_about)
}

/// The signs of an object of the API server's own that lacks its kind, or the version of its API.
fn headless(signals: &Signals<'_>) -> Option<Vec<String>> {
    let root = signals.roots().next()?;
    let is_mapping =
        |key| signals.get(root, key).is_some_and(|it| signals.tree.mapping(it).is_some());
    if !is_mapping("metadata") || !is_mapping("spec") {
        return None;
    }
    let sign = match (signals.text_of(root, "apiVersion"), signals.text_of(root, "kind")) {
        (None, Some(kind)) if kinds().any(|it| it == kind) => format!("`kind` is `{kind}`"),
        (Some(version), None) if is_api_version(version) => format!("`apiVersion` is `{version}`"),
        _ => return None,
    };
    Some(vec![sign, "there are `metadata` and a `spec`".to_owned()])
}

/// What lines without indentation say where the tree is broken.
fn from_lines(signals: &Signals<'_>) -> Option<Vec<String>> {
    if !signals.is_broken() {
        return None;
    }
    let api_version = signals.line_value("apiVersion")?.trim_matches(['"', '\'']);
    let kind = signals.line_value("kind")?.trim_matches(['"', '\'']);
    let has_metadata = signals.line_value("metadata").is_some();
    let has_clusters = signals.line_value("clusters").is_some();
    is_plausible(api_version, kind, has_metadata, has_clusters).then(|| {
        vec![
            format!("a line says that `apiVersion` is `{api_version}`"),
            format!("a line says that `kind` is `{kind}`"),
        ]
    })
}

/// The signs of a file that lists what `kustomize build` puts together.
fn kustomization(signals: &Signals<'_>) -> Option<Vec<String>> {
    const KEYS: &[&str] = &[
        "resources",
        "bases",
        "components",
        "patches",
        "patchesStrategicMerge",
        "patchesJson6902",
        "configMapGenerator",
        "secretGenerator",
        "generators",
        "transformers",
        "images",
        "namePrefix",
        "nameSuffix",
        "namespace",
        "commonLabels",
        "labels",
        "commonAnnotations",
        "replacements",
        "replicas",
        "vars",
        "helmCharts",
        "generatorOptions",
        "configurations",
        "crds",
        "openapi",
        "validators",
        "buildMetadata",
        "sortOptions",
    ];
    let name = signals.name();
    let is_named =
        matches!(name.as_str(), "kustomization.yaml" | "kustomization.yml" | "kustomization");
    let root = signals.roots().next();
    let group = root.and_then(|it| signals.text_of(it, "apiVersion")).unwrap_or("");
    let kind = root.and_then(|it| signals.text_of(it, "kind")).unwrap_or("");
    let is_group = group.starts_with("kustomize.config.k8s.io/");
    let is_kind = matches!(kind, "Kustomization" | "Component");
    let mut because = Vec::new();
    if is_named {
        because.push(format!("the name is `{name}`"));
    }
    if is_group {
        because.push(format!("`apiVersion` is `{group}`"));
    }
    if is_kind && (is_group || is_named) {
        because.push(format!("`kind` is `{kind}`"));
    }
    if is_named && because.len() == 1 {
        let keys = root.map(|root| signals.keys(root).collect()).unwrap_or_default();
        let key = keys_in(keys, KEYS);
        match key {
            Some(key) => because.push(format!("`{key}` stands at the root")),
            None if root.is_none() => because.push("nothing in it speaks against it".to_owned()),
            None => {}
        }
    }
    (because.len() > 1).then_some(because)
}

fn keys_in<'k>(keys: Vec<&'k str>, wanted: &[&str]) -> Option<&'k str> {
    keys.into_iter().find(|key| wanted.contains(key))
}

/// The signs that objects are only parts that are laid over others.
///
/// `$patch` is enough. Else two signs are needed: what is missing from an object that the API
/// server would refuse without it, and a path that says so or, where the object stands alone,
/// something else that is missing.
fn patch(signals: &Signals<'_>, objects: &[NodeId]) -> Option<Vec<String>> {
    if signals.text.contains("$patch") && has_directive(signals) {
        return Some(vec!["`$patch` directs a merge".to_owned()]);
    }
    let mut signs: Vec<String> = path_sign(signals).into_iter().collect();
    let mut missing = Vec::new();
    for object in objects {
        let found = missing_parts(signals, *object)?;
        missing.extend(found);
    }
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() {
        return None;
    }
    // Several objects that all lack the same are sketches, not patches.
    let is_alone = objects.len() == 1;
    let has_path = !signs.is_empty();
    signs.extend(missing.into_iter().map(str::to_owned));
    (signs.len() > 1 && (has_path || is_alone)).then_some(signs)
}

fn has_directive(signals: &Signals<'_>) -> bool {
    let keys = ["$patch", "$setElementOrder", "$deleteFromPrimitiveList", "$retainKeys"];
    signals.tree.nodes().any(|(_, node)| match &node.kind {
        plimsoll_yaml::Kind::Mapping(mapping) => mapping.entries.iter().any(|entry| {
            let text = signals.tree.key_text(entry);
            text.starts_with('$') && keys.iter().any(|key| text.starts_with(key))
        }),
        _ => false,
    })
}

fn path_sign(signals: &Signals<'_>) -> Option<String> {
    let folder = signals.folders().find(|it| {
        let it = it.to_ascii_lowercase();
        matches!(it.as_str(), "overlays" | "overlay" | "components") || it.contains("patch")
    });
    if let Some(folder) = folder {
        return Some(format!("the folder is `{folder}`"));
    }
    let name = signals.name();
    name.contains("patch").then(|| format!("the name is `{name}`"))
}

/// What is missing from the object that it cannot do without; `None` for a workload that is
/// complete.
fn missing_parts(signals: &Signals<'_>, object: NodeId) -> Option<Vec<&'static str>> {
    let kind = signals.text_of(object, "kind").unwrap_or("");
    let api_version = signals.text_of(object, "apiVersion").unwrap_or("");
    let mut missing = Vec::new();
    let (needs_selector, pod) = match kind {
        "Pod" => (false, signals.get(object, "spec")),
        "CronJob" => {
            (false, signals.dig(object, &["spec", "jobTemplate", "spec", "template", "spec"]))
        }
        _ if is_workload_with_selector(api_version, kind) => {
            (true, signals.dig(object, &["spec", "template", "spec"]))
        }
        "Job" => (false, signals.dig(object, &["spec", "template", "spec"])),
        _ => return Some(missing),
    };
    if signals.get(object, "spec").is_none() {
        return Some(vec!["there is no `spec`"]);
    }
    if needs_selector && signals.dig(object, &["spec", "selector"]).is_none() {
        missing.push("`spec.selector` is missing");
    }
    let containers = pod.and_then(|pod| signals.get(pod, "containers"));
    match containers.map(|it| signals.items(it)) {
        None => missing.push("there are no `containers`"),
        Some(containers) => {
            let is_mapping = |it: &&NodeId| signals.tree.mapping(**it).is_some();
            let mut mappings = containers.iter().filter(is_mapping);
            if mappings.any(|it| signals.get(*it, "image").is_none()) {
                missing.push("a container has no `image`");
            }
        }
    }
    (!missing.is_empty()).then_some(missing)
}
