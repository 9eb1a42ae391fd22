//! What is scheduled together: a Compose service, or a pod template.

use crate::{
    subject::subject,
    subjects::{Annotation, Confinement, Namespace, ObjectId, Restart, Sysctl, User},
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
    }
}
