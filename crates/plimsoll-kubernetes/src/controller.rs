//! What the object around a pod says about it: how many there are, how they are updated, and
//! when a job runs.
//!
//! Facts: the apps/v1 and batch/v1 API references, defaults included.

use plimsoll_facts::{
    Fact, Path, Why,
    read::{Read, Reader, Silence, string},
    subjects::{CountOrPercent, Limit, Selector},
};

use super::{
    manifest::Manifest,
    pod::Pod,
    selector,
    settings::{count, count_or_percent, seconds, text},
};

/// Kinds with `spec.replicas`, one unless stated.
const REPLICATED: &[&str] = &[
    "Deployment",
    "StatefulSet",
    "ReplicaSet",
    "ReplicationController",
    "DeploymentConfig",
    "Rollout",
    "CloneSet",
];

/// Whether objects of the kind keep a number of pods.
fn is_replicated(manifest: &Manifest<'_>) -> bool {
    REPLICATED.contains(&manifest.kind())
}

/// Whether it is one of the API server's own controllers of pods that run for long.
fn is_own(manifest: &Manifest<'_>) -> bool {
    matches!(manifest.group(), "apps" | "extensions")
}

/// How many pods there are.
pub(super) fn replicas(pod: &Pod<'_>) -> Fact<u64> {
    if !is_replicated(pod.manifest) {
        return Fact::Inapplicable;
    }
    count(&pod.manifest.reader(), &["spec", "replicas"], Silence::Means(1))
}

/// The pods that the controller counts as its own.
pub(super) fn selector(pod: &Pod<'_>) -> Fact<Selector> {
    const PATH: Path = &["spec", "selector"];
    let manifest = pod.manifest;
    let reader = manifest.reader();
    let of_template = || match pod.metadata.and_then(|it| it.get("labels")).map(selector::plain) {
        Some(Read::Value(it)) => Silence::Means(it),
        _ => Silence::Unknown(Why::Malformed),
    };
    match (manifest.group(), manifest.kind()) {
        ("apps", "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet") => {
            reader.fact(PATH, Silence::Unknown(Why::Malformed), selector::selector)
        }
        ("extensions", _) => reader.fact(PATH, of_template(), selector::selector),
        ("", "ReplicationController") | ("apps.openshift.io" | "", "DeploymentConfig") => {
            reader.fact(PATH, of_template(), selector::plain)
        }
        ("argoproj.io", "Rollout") | ("batch", "Job") | ("apps.kruise.io", "CloneSet") => {
            reader.fact(PATH, Silence::Inapplicable, selector::selector)
        }
        _ => Fact::Inapplicable,
    }
}

/// How pods are replaced.
pub(super) fn update_strategy(pod: &Pod<'_>) -> Fact<String> {
    let reader = pod.manifest.reader();
    match pod.manifest.kind() {
        "Deployment" if is_own(pod.manifest) => {
            text(&reader, &["spec", "strategy", "type"], "RollingUpdate")
        }
        "StatefulSet" | "DaemonSet" if is_own(pod.manifest) => {
            text(&reader, &["spec", "updateStrategy", "type"], "RollingUpdate")
        }
        "DeploymentConfig" => text(&reader, &["spec", "strategy", "type"], "Rolling"),
        _ => Fact::Inapplicable,
    }
}

/// How many pods may be away during an update.
pub(super) fn max_unavailable(pod: &Pod<'_>) -> Fact<CountOrPercent> {
    let reader = pod.manifest.reader();
    let count = |path, silence| count_or_percent(&reader, path, Silence::Means(silence));
    match pod.manifest.kind() {
        "Deployment" if is_own(pod.manifest) => count(
            &["spec", "strategy", "rollingUpdate", "maxUnavailable"],
            CountOrPercent::Percent(25),
        ),
        "StatefulSet" | "DaemonSet" if is_own(pod.manifest) => count(
            &["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"],
            CountOrPercent::Count(1),
        ),
        _ => Fact::Inapplicable,
    }
}

/// How many more pods there may be during an update.
pub(super) fn max_surge(pod: &Pod<'_>) -> Fact<CountOrPercent> {
    let reader = pod.manifest.reader();
    let count = |path, silence| count_or_percent(&reader, path, Silence::Means(silence));
    match pod.manifest.kind() {
        "Deployment" if is_own(pod.manifest) => {
            count(&["spec", "strategy", "rollingUpdate", "maxSurge"], CountOrPercent::Percent(25))
        }
        "DaemonSet" if is_own(pod.manifest) => count(
            &["spec", "updateStrategy", "rollingUpdate", "maxSurge"],
            CountOrPercent::Count(0),
        ),
        _ => Fact::Inapplicable,
    }
}

/// How many old versions are kept.
pub(super) fn revision_history(pod: &Pod<'_>) -> Fact<u64> {
    match pod.manifest.kind() {
        "Deployment" | "StatefulSet" | "DaemonSet" if is_own(pod.manifest) => {
            count(&pod.manifest.reader(), &["spec", "revisionHistoryLimit"], Silence::Means(10))
        }
        _ => Fact::Inapplicable,
    }
}

/// The service that names the pods.
pub(super) fn governing_service(pod: &Pod<'_>) -> Fact<String> {
    if pod.manifest.kind() != "StatefulSet" || !is_own(pod.manifest) {
        return Fact::Inapplicable;
    }
    text(&pod.manifest.reader(), &["spec", "serviceName"], "")
}

/// Where the specification of a job is, for the kinds of the API server.
pub(super) struct JobSpec<'v> {
    /// Reads the job.
    job: Option<Reader<'v>>,
    /// Reads the object that makes jobs by the clock.
    cron: Option<Reader<'v>>,
}

impl<'v> JobSpec<'v> {
    /// The job around the pod.
    pub(super) fn of(manifest: &Manifest<'v>) -> Self {
        let reader = manifest.reader();
        let below = |path: &[&str]| {
            let value = manifest.value.dig(path)?;
            Some(Reader { value, ..reader })
        };
        match (manifest.group(), manifest.kind()) {
            ("batch", "Job") => Self { job: below(&["spec"]), cron: None },
            ("batch", "CronJob") => {
                Self { job: below(&["spec", "jobTemplate", "spec"]), cron: below(&["spec"]) }
            }
            _ => Self { job: None, cron: None },
        }
    }

    /// How often it is tried again.
    pub(super) fn backoff_limit(&self) -> Fact<u64> {
        let Some(job) = &self.job else { return Fact::Inapplicable };
        // With a limit for each index, none counts for all of them.
        let has_own = job.value.get("backoffLimitPerIndex").is_some();
        let silence = if has_own { Silence::Inapplicable } else { Silence::Means(6) };
        count(job, &["backoffLimit"], silence)
    }

    /// How long it may take.
    pub(super) fn active_deadline(&self) -> Fact<Limit> {
        self.job.as_ref().map_or(Fact::Inapplicable, |it| seconds(it, &["activeDeadlineSeconds"]))
    }

    /// How long it stays after it has ended.
    pub(super) fn ttl_after_finished(&self) -> Fact<Limit> {
        self.job.as_ref().map_or(Fact::Inapplicable, |it| seconds(it, &["ttlSecondsAfterFinished"]))
    }

    /// When it runs.
    pub(super) fn schedule(&self) -> Fact<String> {
        let Some(cron) = &self.cron else { return Fact::Inapplicable };
        cron.fact(&["schedule"], Silence::Unknown(Why::Malformed), string)
    }

    /// In which time zone.
    pub(super) fn time_zone(&self) -> Fact<String> {
        self.cron.as_ref().map_or(Fact::Inapplicable, |it| text(it, &["timeZone"], ""))
    }

    /// What happens to runs that overlap.
    pub(super) fn concurrency_policy(&self) -> Fact<String> {
        self.cron
            .as_ref()
            .map_or(Fact::Inapplicable, |it| text(it, &["concurrencyPolicy"], "Allow"))
    }

    /// How late it may start.
    pub(super) fn starting_deadline(&self) -> Fact<Limit> {
        self.cron
            .as_ref()
            .map_or(Fact::Inapplicable, |it| seconds(it, &["startingDeadlineSeconds"]))
    }
}
