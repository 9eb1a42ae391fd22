//! Where kinds keep their pods.
//!
//! Facts: the API references of the kinds. Those that are not in the table are searched for what
//! looks like a pod (`shape`).

mod argo;
mod operators;
mod shape;
mod tekton;

use std::{borrow::Cow, collections::HashSet};

use plimsoll_facts::{
    Origin,
    subjects::WorkloadKind,
    value::{Content, Value},
};

use super::{manifest::Manifest, scalar::name_of};

/// Something that pods are made from.
pub(super) struct Template<'v> {
    /// What its address has after the object's, from the slash: empty where the object has no
    /// other pods.
    pub(super) suffix: String,
    /// What runs it.
    pub(super) kind: WorkloadKind,
    /// The metadata of its pods.
    pub(super) metadata: Option<&'v Value>,
    /// The specification of its pods.
    pub(super) spec: Cow<'v, Value>,
    /// The node that a person looks at for the workload, where it is not the object's name.
    pub(super) shown: Option<Origin>,
    /// Whether the pods can get settings from elsewhere, so that what they leave out is unknown.
    pub(super) is_open: bool,
    /// Whether that holds for their containers too.
    pub(super) is_outline: bool,
}

/// What runs the pods of a kind.
#[derive(Clone, Copy)]
enum Runs {
    /// One pod.
    Pod,
    /// As many as needed, for good.
    Controller,
    /// To completion.
    Job,
    /// Something that the kind alone does not tell.
    Template,
}

/// A kind: its group, its name, and the way to what its pods are made from.
///
/// A step is a key, `[]` for every item of a list, or `*` with or without an ending for every key
/// that ends like that. A way ends at a mapping with `metadata` and `spec`; one that ends with `.`
/// ends at the specification itself.
type Row = (&'static str, &'static str, &'static [&'static str], Runs);

const ROWS: &[Row] = &[
    ("", "Pod", &["spec."], Runs::Pod),
    ("", "PodTemplate", &["template"], Runs::Template),
    ("", "ReplicationController", &["spec", "template"], Runs::Controller),
    ("apps", "*", &["spec", "template"], Runs::Controller),
    ("extensions", "*", &["spec", "template"], Runs::Controller),
    ("batch", "Job", &["spec", "template"], Runs::Job),
    ("batch", "CronJob", &["spec", "jobTemplate", "spec", "template"], Runs::Job),
    ("apps.openshift.io", "DeploymentConfig", &["spec", "template"], Runs::Controller),
    ("", "DeploymentConfig", &["spec", "template"], Runs::Controller),
    ("argoproj.io", "Rollout", &["spec", "template"], Runs::Controller),
    ("serving.knative.dev", "Service", &["spec", "template"], Runs::Controller),
    ("serving.knative.dev", "Configuration", &["spec", "template"], Runs::Controller),
    ("serving.knative.dev", "Revision", &["spec."], Runs::Controller),
    ("keda.sh", "ScaledJob", &["spec", "jobTargetRef", "template"], Runs::Job),
    (
        "jobset.x-k8s.io",
        "JobSet",
        &["spec", "replicatedJobs", "[]", "template", "spec", "template"],
        Runs::Job,
    ),
    (
        "leaderworkerset.x-k8s.io",
        "LeaderWorkerSet",
        &["spec", "leaderWorkerTemplate", "*Template"],
        Runs::Controller,
    ),
    ("kubeflow.org", "Notebook", &["spec", "template"], Runs::Controller),
    ("kubeflow.org", "*", &["spec", "*ReplicaSpecs", "*", "template"], Runs::Job),
    ("ray.io", "RayCluster", &["spec", "headGroup*", "template"], Runs::Controller),
    ("ray.io", "RayCluster", &["spec", "workerGroupSpecs", "[]", "template"], Runs::Controller),
    ("ray.io", "*", &["spec", "rayCluster*", "headGroup*", "template"], Runs::Controller),
    (
        "ray.io",
        "*",
        &["spec", "rayCluster*", "workerGroupSpecs", "[]", "template"],
        Runs::Controller,
    ),
    ("batch.volcano.sh", "Job", &["spec", "tasks", "[]", "template"], Runs::Job),
    ("apps.kruise.io", "BroadcastJob", &["spec", "template"], Runs::Job),
    (
        "apps.kruise.io",
        "AdvancedCronJob",
        &["spec", "template", "*Template", "spec", "template"],
        Runs::Job,
    ),
    ("apps.kruise.io", "*", &["spec", "template"], Runs::Controller),
    ("extensions.agents.x-k8s.io", "SandboxTemplate", &["spec", "podTemplate"], Runs::Controller),
    ("agents.x-k8s.io", "Sandbox", &["spec", "podTemplate"], Runs::Controller),
    ("flink.apache.org", "*", &["spec", "podTemplate"], Runs::Controller),
    ("flink.apache.org", "*", &["spec", "*Manager", "podTemplate"], Runs::Controller),
];

/// Kinds without any pods, which are not searched.
const WITHOUT_PODS: &[&str] = &[
    "ConfigMap",
    "CustomResourceDefinition",
    "Secret",
    "LimitRange",
    "PodSecurityPolicy",
    "SecurityContextConstraints",
    "MutatingAdmissionPolicy",
    "ValidatingAdmissionPolicy",
];

/// Whether the API server refuses objects of this kind without `spec.selector`.
pub fn is_workload_with_selector(api_version: &str, kind: &str) -> bool {
    matches!(kind, "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet")
        && api_version.starts_with("apps/")
}

/// Everything in the object that pods are made from; `is_served` tells whether its kind is one of the
/// API server's own, all of whose pods are in the table.
pub(super) fn templates<'v>(manifest: &Manifest<'v>, is_served: bool) -> Vec<Template<'v>> {
    let (group, kind) = (manifest.group(), manifest.kind());
    if WITHOUT_PODS.contains(&kind) {
        return Vec::new();
    }
    let described = match group {
        "argoproj.io" if kind != "Rollout" => argo::templates(manifest),
        "tekton.dev" => tekton::templates(manifest),
        "sparkoperator.k8s.io" => operators::spark(manifest),
        "kafka.strimzi.io" => operators::strimzi(manifest),
        _ => Vec::new(),
    };
    if !described.is_empty() {
        return described;
    }
    let named = |it: &&Row| it.0 == group && it.1 == kind;
    let whole = |it: &&Row| it.0 == group && it.1 == "*";
    let mut rows: Vec<&Row> = ROWS.iter().filter(named).collect();
    if rows.is_empty() {
        rows = ROWS.iter().filter(whole).collect();
    }
    let mut found = Vec::new();
    for (_, _, way, runs) in rows {
        follow(manifest.value, way, String::new(), &mut |template, suffix, is_spec| {
            let spec = if is_spec { Some(template) } else { template.get("spec") };
            let Some(spec) = spec.filter(|it| matches!(it.content, Content::Map { .. })) else {
                return;
            };
            let metadata = if is_spec { manifest.value } else { template }.get("metadata");
            found.push(Template {
                suffix,
                kind: workload_kind(*runs, kind),
                metadata,
                spec: Cow::Borrowed(spec),
                shown: None,
                is_open: false,
                is_outline: false,
            });
        });
    }
    if !is_served {
        let known: HashSet<Origin> = found.iter().map(|it| it.spec.at).collect();
        found.extend(shape::templates(manifest, &known));
    }
    found
}

fn workload_kind(runs: Runs, kind: &str) -> WorkloadKind {
    match runs {
        Runs::Pod => WorkloadKind::Pod,
        Runs::Controller => WorkloadKind::Controller(kind.to_owned()),
        Runs::Job => WorkloadKind::Job(kind.to_owned()),
        Runs::Template => WorkloadKind::Template(kind.to_owned()),
    }
}

/// Goes the way from `value` and hands over what is at its ends, with what an address needs to
/// tell them apart, and whether it is a specification.
fn follow<'v>(
    value: &'v Value,
    way: &[&str],
    suffix: String,
    found: &mut impl FnMut(&'v Value, String, bool),
) {
    let Some((step, rest)) = way.split_first() else {
        found(value, suffix, false);
        return;
    };
    if *step == "[]" {
        for item in value.items() {
            follow(item, rest, format!("{suffix}[{}]", name_in(item)), found);
        }
        return;
    }
    if let Some(key) = step.strip_suffix('.') {
        if let Some(value) = value.get(key) {
            found(value, suffix, true);
        }
        return;
    }
    let Some((before, after)) = step.split_once('*') else {
        if let Some(value) = value.get(step) {
            let suffix =
                if rest.first() == Some(&"[]") { format!("{suffix}/{step}") } else { suffix };
            follow(value, rest, suffix, found);
        }
        return;
    };
    for member in value.members() {
        if member.key.starts_with(before) && member.key.ends_with(after) {
            follow(&member.value, rest, format!("{suffix}/{}", member.key), found);
        }
    }
}

/// What an item of a list is called.
fn name_in(item: &Value) -> &str {
    match item.get("groupName").and_then(Value::text) {
        Some(text) => &text.value,
        None => name_of(item),
    }
}

/// Whether it looks like the specification of a pod: containers with names and images.
fn is_pod(value: &Value) -> bool {
    let containers = value.get("containers").map_or(&[][..], Value::items);
    !containers.is_empty()
        && containers.iter().all(|it| it.get("name").is_some() && it.get("image").is_some())
}
