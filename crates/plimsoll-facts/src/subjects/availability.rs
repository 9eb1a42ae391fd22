//! How many pods there have to be, and what looks at them.

use std::fmt;

use crate::{
    subject::subject,
    subjects::{
        ContainerId, CountOrPercent, ObjectId, PortReference, Redacted, Selector, WorkloadId,
    },
};

subject! {
    /// A Kubernetes `PodDisruptionBudget`: how many pods may be away at once by somebody's will.
    DisruptionBudget as "disruption-budget" {
        /// The object.
        object -> ObjectId,
        /// The workloads of these files that its selector chooses.
        workloads -> Vec<WorkloadId>,
        ---
        /// The pods that it is for; those of no selector are none.
        selector: Selector,
        /// How many have to be there.
        min_available: CountOrPercent,
        /// How many may be away.
        max_unavailable: CountOrPercent,
        /// Whether pods that are not ready may be evicted: `IfHealthyBudget` or `AlwaysAllow`.
        unhealthy_eviction: String,
        /// The workloads of these files that its selector chooses, by name; none is certain only if nothing else could be chosen.
        chosen: [String],
    }
}

subject! {
    /// A Kubernetes `HorizontalPodAutoscaler`, or a KEDA `ScaledObject`.
    Autoscaler as "autoscaler" {
        /// The object.
        object -> ObjectId,
        /// The workload of these files that it scales.
        workload -> Option<WorkloadId>,
        ---
        /// The API group and version of what it scales.
        target_api_version: String,
        /// The kind of what it scales.
        target_kind: String,
        /// The name of what it scales.
        target_name: String,
        /// The fewest pods.
        min_replicas: u64,
        /// The most pods.
        max_replicas: u64,
        /// The resources of pods that it watches as a part of what they request: `cpu`, or `cpu of app` for one container.
        utilization_metrics: [String],
    }
}

/// What a probe or hook is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProbeKind {
    /// `livenessProbe`: the container is started again when it fails.
    Liveness,
    /// `readinessProbe`: the pod gets no traffic while it fails.
    Readiness,
    /// `startupProbe`: the other probes wait for it.
    Startup,
    /// `lifecycle.postStart`.
    PostStart,
    /// `lifecycle.preStop`.
    PreStop,
}

impl ProbeKind {
    /// Whether it is a probe, and not a hook.
    #[must_use]
    pub const fn is_probe(self) -> bool {
        matches!(self, Self::Liveness | Self::Readiness | Self::Startup)
    }

    /// The field that it stands in.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Liveness => "livenessProbe",
            Self::Readiness => "readinessProbe",
            Self::Startup => "startupProbe",
            Self::PostStart => "postStart",
            Self::PreStop => "preStop",
        }
    }
}

impl fmt::Display for ProbeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

subject! {
    /// A probe or lifecycle hook of a Kubernetes container.
    Probe as "probe" {
        /// The container.
        container -> ContainerId,
        /// What it is for.
        kind -> ProbeKind,
        ---
        /// What it does: `exec`, `httpGet`, `tcpSocket`, `grpc` or `sleep`; several with `+`, none as an empty text.
        handler: String,
        /// The words of what it runs, those of scripts in it included.
        command: [Redacted],
        /// The port that it connects to.
        port: PortReference,
        /// The host that it connects to; empty for the pod itself.
        host: String,
        /// The path that it asks for.
        path: String,
        /// `HTTP` or `HTTPS`.
        scheme: String,
        /// Seconds before the first time.
        initial_delay: u64,
        /// Seconds from one time to the next.
        period: u64,
        /// Seconds until it counts as failed.
        timeout: u64,
        /// Failures in a row until something is done.
        failure_threshold: u64,
        /// Successes in a row until it counts as working again.
        success_threshold: u64,
        /// Seconds that the container has to end when this probe stops it; inapplicable where the pod's own count.
        termination_grace: u64,
        /// Seconds that it sleeps, by `sleep` or by a command that does nothing else.
        sleep: u64,
    }
}
