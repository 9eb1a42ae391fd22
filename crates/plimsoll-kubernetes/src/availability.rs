//! Disruption budgets and autoscalers.

use plimsoll_facts::{
    Fact, List, Path, Scope, Site, Why,
    read::{Reader, Silence, string},
    subjects::{Autoscaler, CountOrPercent, DisruptionBudget, ObjectId, Subjects},
    value::Value,
};

use super::{
    manifest::Manifest,
    selector,
    settings::{count, count_or_percent, text},
};

/// Adds the object, if it is one of these.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    match (manifest.group(), manifest.kind()) {
        ("policy", "PodDisruptionBudget") => {
            subjects.disruption_budgets.push(budget(manifest, object));
        }
        ("autoscaling", "HorizontalPodAutoscaler") => {
            subjects.autoscalers.push(horizontal(manifest, object));
        }
        ("keda.sh", "ScaledObject") => subjects.autoscalers.push(keda(manifest, object)),
        _ => {}
    }
}

fn budget(manifest: &Manifest<'_>, object: ObjectId) -> DisruptionBudget {
    let reader = manifest.reader();
    let count = |path| count_or_percent(&reader, path, Silence::Means(CountOrPercent::Unset));
    DisruptionBudget {
        selector: reader.fact(
            &["spec", "selector"],
            Silence::Unknown(Why::Malformed),
            selector::selector,
        ),
        min_available: count(&["spec", "minAvailable"]),
        max_unavailable: count(&["spec", "maxUnavailable"]),
        unhealthy_eviction: text(
            &reader,
            &["spec", "unhealthyPodEvictionPolicy"],
            "IfHealthyBudget",
        ),
        ..DisruptionBudget::bare(manifest.identity(), object, Vec::new())
    }
}

fn horizontal(manifest: &Manifest<'_>, object: ObjectId) -> Autoscaler {
    let reader = manifest.reader();
    let malformed = || Silence::Unknown(Why::Malformed);
    let target = |path| reader.fact(path, malformed(), string);
    Autoscaler {
        identity: manifest.identity(),
        object,
        workload: None,
        target_api_version: text(&reader, &["spec", "scaleTargetRef", "apiVersion"], ""),
        target_kind: target(&["spec", "scaleTargetRef", "kind"]),
        target_name: target(&["spec", "scaleTargetRef", "name"]),
        min_replicas: count(&reader, &["spec", "minReplicas"], Silence::Means(1)),
        max_replicas: count(&reader, &["spec", "maxReplicas"], Silence::Unknown(Why::Malformed)),
        utilization_metrics: utilization(&reader),
    }
}

/// The resources that are watched as a part of what the pods request.
fn utilization(reader: &Reader<'_>) -> List<String> {
    let mut items: Vec<Fact<String>> = Vec::new();
    let mut note = |value: String, at: Site| {
        items.push(Fact::Stated { value, at, scope: Scope::Own });
    };
    const OLD: Path = &["spec", "targetCPUUtilizationPercentage"];
    const METRICS: Path = &["spec", "metrics"];
    if let Some(value) = reader.value.dig(OLD) {
        note("cpu".to_owned(), reader.site(value, reader.slot(OLD)));
    }
    for metric in reader.value.dig(METRICS).map_or(&[][..], Value::items) {
        for key in ["resource", "containerResource"] {
            let Some(resource) = metric.get(key) else { continue };
            let is_utilization = resource.str_at(&["target", "type"]) == Some("Utilization")
                || resource.get("targetAverageUtilization").is_some();
            let Some(name) = resource.str_at(&["name"]).filter(|_| is_utilization) else {
                continue;
            };
            let name = match resource.str_at(&["container"]) {
                Some(container) => format!("{name} of {container}"),
                None => name.to_owned(),
            };
            note(name, reader.site(resource, reader.slot(METRICS)));
        }
    }
    let whole = match items.first().and_then(Fact::site) {
        Some(at) => Fact::Stated { value: items.len(), at: at.clone(), scope: Scope::Own },
        // An autoscaler without metrics watches the processor.
        None => reader.absent(reader.slot(METRICS), Silence::Means(0)),
    };
    super::settings::open(reader, List { whole, items })
}

/// Source: the ScaledObject specification of KEDA.
fn keda(manifest: &Manifest<'_>, object: ObjectId) -> Autoscaler {
    let reader = manifest.reader();
    Autoscaler {
        identity: manifest.identity(),
        object,
        workload: None,
        target_api_version: text(&reader, &["spec", "scaleTargetRef", "apiVersion"], "apps/v1"),
        target_kind: text(&reader, &["spec", "scaleTargetRef", "kind"], "Deployment"),
        target_name: reader.fact(
            &["spec", "scaleTargetRef", "name"],
            Silence::Unknown(Why::Malformed),
            string,
        ),
        min_replicas: count(&reader, &["spec", "minReplicaCount"], Silence::Means(0)),
        max_replicas: count(&reader, &["spec", "maxReplicaCount"], Silence::Means(100)),
        utilization_metrics: List::inapplicable(),
    }
}
