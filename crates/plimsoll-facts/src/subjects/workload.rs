//! What is scheduled together: a Compose service, or a pod template.

use crate::{
    subject::subject,
    subjects::{
        Annotation, Confinement, CountOrPercent, Label, Limit, Namespace, ObjectId, Requirement,
        Restart, Selector, Sysctl, Toleration, TopologyTerm, User,
    },
};

/// What kind of thing runs a workload, and so what can be expected of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WorkloadKind {
    /// A Compose service.
    Service,
    /// A bare Kubernetes pod.
    Pod,
    /// Runs for long and is replaced when it ends: Deployment, StatefulSet, DaemonSet,
    /// ReplicaSet and the like, by the name of the kind.
    Controller(String),
    /// Runs to completion: Job, CronJob and the like, by the name of the kind.
    Job(String),
    /// A template that something else makes pods of, by the name of the kind.
    Template(String),
}

impl WorkloadKind {
    /// Whether it is meant to run until somebody stops it.
    #[must_use]
    pub const fn is_long_running(&self) -> bool {
        matches!(self, Self::Service | Self::Pod | Self::Controller(_))
    }
}

subject! {
    /// What is scheduled together: a Compose service, or the pod template of a Kubernetes object.
    Workload as "workload" {
        /// What runs it.
        kind -> WorkloadKind,
        /// The Kubernetes object that holds it.
        object -> Option<ObjectId>,
        /// Whether it is a `helm test` hook, judged by its annotation.
        is_test_hook -> bool,
        ---
        /// Whose network it uses: its own, its host's, or another container's.
        network_namespace: Namespace,
        /// Whose processes it sees.
        pid_namespace: Namespace,
        /// Whose shared memory and message queues it uses.
        ipc_namespace: Namespace,
        /// Whose user ids it has: its own mapping, or its host's.
        user_namespace: Namespace,
        /// Whose host name and domain name it uses.
        uts_namespace: Namespace,
        /// Whose control groups it sees.
        cgroup_namespace: Namespace,
        /// Whether its containers see each other's processes (Kubernetes `shareProcessNamespace`).
        shared_process_namespace: bool,
        /// The user that its containers start as where they do not say otherwise (Kubernetes pod `securityContext`).
        user: User,
        /// The primary group that its containers start with where they do not say otherwise (Kubernetes).
        group: User,
        /// The groups that its processes have beside their primary one; a Kubernetes `fsGroup` is one of them.
        supplementary_groups: [User],
        /// Whether the platform refuses root in its containers where they do not say otherwise (Kubernetes).
        non_root_enforced: bool,
        /// Which system calls its containers may make where they do not say otherwise (Kubernetes).
        seccomp: Confinement,
        /// Which AppArmor profile confines its containers where they do not say otherwise (Kubernetes).
        apparmor: Confinement,
        /// The SELinux user of its containers where they do not say otherwise; empty for the default (Kubernetes).
        selinux_user: String,
        /// The SELinux role of its containers where they do not say otherwise; empty for the default (Kubernetes).
        selinux_role: String,
        /// The SELinux type of its containers where they do not say otherwise; empty for the default (Kubernetes).
        selinux_type: String,
        /// Whether its containers run as processes of a Windows host where they do not say otherwise (Kubernetes).
        windows_host_process: bool,
        /// Annotations of its pods that name AppArmor or seccomp profiles, those without effect included (Kubernetes).
        profile_annotations: [Annotation],
        /// Kernel parameters that it sets.
        sysctls: [Sysctl],
        /// The operating system it is for (Kubernetes `spec.os.name`): `linux` unless stated.
        os: String,
        /// The Kubernetes service account that it runs as.
        service_account: String,
        /// Whether the service account's token is mounted into its containers.
        service_account_token: bool,
        /// What happens when it ends.
        restart: Restart,
        /// How many of it run.
        replicas: u64,
        /// The labels of its pods.
        labels: [Label],
        /// The annotations of its pods.
        annotations: [Annotation],
        /// The pods that its controller counts as its own (Kubernetes).
        selector: Selector,
        /// How a new version takes the place of the old one: `RollingUpdate`, `Recreate` or `OnDelete` (Kubernetes).
        update_strategy: String,
        /// How many may be away during an update (Kubernetes).
        max_unavailable: CountOrPercent,
        /// How many more there may be during an update (Kubernetes).
        max_surge: CountOrPercent,
        /// How many old versions are kept to go back to (Kubernetes).
        revision_history: u64,
        /// Which other pods it keeps away from (Kubernetes `podAntiAffinity`).
        anti_affinity: [TopologyTerm],
        /// Over what its pods are spread evenly (Kubernetes `topologySpreadConstraints`).
        topology_spread: [TopologyTerm],
        /// Whether it says which nodes it likes (Kubernetes `nodeAffinity`).
        node_affinity: bool,
        /// What it asks of the labels of its nodes, for certain or if possible (Kubernetes `nodeAffinity`).
        node_requirements: [Requirement],
        /// The labels that its nodes have to have (Kubernetes).
        node_selector: [Label],
        /// The node that it is bound to past the scheduler; empty for none (Kubernetes).
        node_name: String,
        /// The taints of nodes that it puts up with (Kubernetes).
        tolerations: [Toleration],
        /// Its priority class; empty for the cluster's default (Kubernetes).
        priority_class: String,
        /// The scheduler that finds its nodes (Kubernetes).
        scheduler: String,
        /// The runtime that its containers run in; empty for the default.
        runtime_class: String,
        /// Seconds that it has to end after it is asked to.
        termination_grace: u64,
        /// Hosts that it knows by entries of its own: `10.0.0.1 a b`.
        host_aliases: [String],
        /// How it looks up names: `ClusterFirst`, `Default`, `None`, … (Kubernetes).
        dns_policy: String,
        /// Options for looking up names: `ndots=2`.
        dns_options: [Label],
        /// The secrets that its images are pulled with, by name, without those of its service account (Kubernetes).
        image_pull_secrets: [String],
        /// The `Service` that names its pods (Kubernetes StatefulSet); empty for none.
        governing_service: String,
        /// How often a job is tried again (Kubernetes).
        backoff_limit: u64,
        /// Seconds that a job may take (Kubernetes).
        active_deadline: Limit,
        /// Seconds until a job that has ended is deleted (Kubernetes).
        ttl_after_finished: Limit,
        /// When it runs, in the format of cron (Kubernetes CronJob).
        schedule: String,
        /// The time zone of the schedule; empty for that of the cluster (Kubernetes CronJob).
        time_zone: String,
        /// What happens when it is time and the last run goes on: `Allow`, `Forbid` or `Replace` (Kubernetes CronJob).
        concurrency_policy: String,
        /// Seconds that it may start too late (Kubernetes CronJob).
        starting_deadline: Limit,
        /// Whether a `Service` of these files leads to it; that none does is unknown where files were left out.
        served: bool,
        /// Whether a `PodDisruptionBudget` of these files is for it.
        budgeted: bool,
        /// Whether something in these files changes how many of it run.
        autoscaled: bool,
        /// Whether a `NetworkPolicy` of these files restricts traffic to it.
        ingress_restricted: bool,
        /// Whether a `NetworkPolicy` of these files restricts traffic from it.
        egress_restricted: bool,
        /// How often it is started again after failures at most (Compose `restart: on-failure:5`).
        restart_attempts: Limit,
        /// The networks that it joins, by their names in the file (Compose).
        networks: [String],
        /// The profiles that it runs in; none for always (Compose).
        profiles: [String],
        /// Whether it is started where nobody asks for more: not with profiles that are not active, nor with no copies (Compose).
        started: bool,
        /// The control group that its own is put below; empty for the engine's (Compose `cgroup_parent`).
        cgroup_parent: String,
        /// The program of the host that provides it in place of a container; empty for none (Compose `provider`).
        provider: String,
    }
}
