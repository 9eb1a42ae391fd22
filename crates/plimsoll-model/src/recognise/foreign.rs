//! Files of other tools that share words with the dialects.

use plimsoll_facts::{Dialect, Recognition};

use super::signals::Signals;

/// Folders in which a platform keeps files of its own.
const FOLDERS: &[&str] = &[
    ".github",
    ".gitlab",
    ".gitlab-ci",
    ".circleci",
    ".woodpecker",
    ".drone",
    ".gitea",
    ".forgejo",
    ".buildkite",
    ".azure-pipelines",
    ".semaphore",
    ".devcontainer",
    ".ddev",
    ".vscode",
];

/// Names of files that belong to a tool, in lower case without their ending.
const NAMES: &[&str] = &[
    "chart",
    "requirements",
    "helmfile",
    "skaffold",
    "mkdocs",
    "docker-bake",
    "azure-pipelines",
    "bitbucket-pipelines",
    "cloudbuild",
    "codecov",
    "dependabot",
    "buf",
    "buf.gen",
    "serverless",
    "netlify",
    "render",
    "app.spec",
    "galaxy",
    "playbook",
    "openapi",
    "swagger",
    "pnpm-lock",
    "pnpm-workspace",
    "pubspec",
    "environment",
];

/// Keys at the root that another dialect has and Compose does not, with its name.
const ROOT_KEYS: &[(&str, &str)] = &[
    ("jobs", "workflows"),
    ("on", "workflows"),
    ("steps", "pipelines"),
    ("stages", "pipelines"),
    ("pipeline", "pipelines"),
    ("pipelines", "pipelines"),
    ("workflows", "pipelines"),
    ("stage", "pipelines"),
    ("matrix", "pipelines"),
    ("apiVersion", "Kubernetes objects"),
    ("kind", "Kubernetes objects"),
    ("openapi", "API descriptions"),
    ("swagger", "API descriptions"),
    ("asyncapi", "API descriptions"),
    ("group", "build definitions"),
    ("target", "build definitions"),
    ("functions", "serverless applications"),
    ("_format_version", "gateway configurations"),
    ("routes", "gateway configurations"),
    ("http", "proxy configurations"),
    ("entryPoints", "proxy configurations"),
    ("recipe", "development environments"),
    ("tooling", "development environments"),
    ("replicaCount", "chart values"),
    ("parameters", "service containers"),
    ("imports", "service containers"),
    ("tasks", "playbooks"),
    ("hosts", "playbooks"),
];

/// The sign that the path alone gives, if the file is nobody's but another tool's.
pub(super) fn by_path(signals: &Signals<'_>) -> Option<String> {
    // An object keeps its right to any name.
    let is_object = || {
        let mut roots = signals.roots();
        roots.any(|it| signals.get(it, "apiVersion").is_some() && signals.get(it, "kind").is_some())
    };
    if let Some(folder) = signals.folders().find(|it| FOLDERS.contains(it)) {
        let sign = format!("the folder `{folder}` belongs to another tool");
        return (!is_object()).then_some(sign);
    }
    let name = signals.name();
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    let is_values = stem == "values"
        || stem.starts_with("values-")
        || stem.starts_with("values.")
        || stem.starts_with("values_")
        || stem.ends_with("-values")
        || stem.ends_with(".values")
        || stem.ends_with("_values");
    if (is_values || NAMES.contains(&stem)) && (stem == "chart" || !is_object()) {
        return Some(format!("the name `{name}` belongs to another tool"));
    }
    // Configuration of tools hides behind a point.
    if name.starts_with('.') && !is_object() && super::names::name(&name).is_none() {
        return Some(format!("the name `{name}` is hidden"));
    }
    None
}

/// How many keys at the roots of documents belong to another dialect.
pub(super) fn root_keys(signals: &Signals<'_>) -> usize {
    let keys: Vec<&str> = signals.roots().flat_map(|root| signals.keys(root)).collect();
    ROOT_KEYS.iter().filter(|(key, _)| keys.contains(key)).count()
}

/// The first key at the root of a document that belongs to another dialect, with its name.
fn root_key(signals: &Signals<'_>) -> Option<(&'static str, &'static str)> {
    let keys: Vec<&str> = signals.roots().flat_map(|root| signals.keys(root)).collect();
    ROOT_KEYS.iter().find(|(key, _)| keys.contains(key)).copied()
}

/// What a file is that nobody claimed.
pub(super) fn recognition(signals: &Signals<'_>) -> Recognition {
    let because = match root_key(signals) {
        Some((key, dialect)) => format!("`{key}` at the root is a key of {dialect}"),
        None => "no two signals of a Compose file or a Kubernetes object".to_owned(),
    };
    Recognition::new(Dialect::Other, vec![because])
}
