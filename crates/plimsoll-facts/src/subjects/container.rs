//! One container.

use crate::{
    subject::subject,
    subjects::{
        AddedCapability, Confinement, ContainerPort, HealthCheck, Limit, NumberRange, Redacted,
        User, WorkloadId,
    },
};

/// What part a container plays in its workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It does the work.
    Main,
    /// It runs before the others and ends (Kubernetes `initContainers`).
    Init,
    /// It starts before the others and stays (`initContainers` with `restartPolicy: Always`).
    Sidecar,
    /// It was added to a running pod for debugging (Kubernetes `ephemeralContainers`).
    Ephemeral,
}

impl Role {
    /// Whether it runs for as long as its workload.
    #[must_use]
    pub const fn is_lasting(self) -> bool {
        matches!(self, Self::Main | Self::Sidecar)
    }
}

subject! {
    /// One container: a Compose service, or any container of a pod, init and ephemeral ones included.
    Container as "container" {
        /// The workload that it belongs to.
        workload -> WorkloadId,
        /// What part it plays there.
        role -> Role,
        ---
        /// Whether it has full access to its host.
        privileged: bool,
        /// Whether its processes can gain more privileges than their parents (setuid programs).
        privilege_escalation: bool,
        /// The user that its first process starts as; assumed to be what the image says.
        user: User,
        /// The primary group that its first process starts with.
        group: User,
        /// Whether the platform refuses to start it as root (Kubernetes `runAsNonRoot`).
        non_root_enforced: bool,
        /// Whether its root filesystem is mounted read-only.
        read_only_root: bool,
        /// Capabilities that it gets on top of the engine's default set.
        added_capabilities: [AddedCapability],
        /// Capabilities that it gives up.
        dropped_capabilities: [AddedCapability],
        /// Which system calls it may make.
        seccomp: Confinement,
        /// The file that its seccomp profile is read from, by path; inapplicable where it is read from none (Compose).
        seccomp_file: String,
        /// Whether that file is there; unknown where nobody looked (Compose).
        seccomp_file_present: bool,
        /// Which AppArmor profile confines it.
        apparmor: Confinement,
        /// Whether SELinux confinement is on for it.
        selinux_confined: bool,
        /// The SELinux user that it runs as; empty for the default (Kubernetes `seLinuxOptions`).
        selinux_user: String,
        /// The SELinux role that it runs in; empty for the default (Kubernetes).
        selinux_role: String,
        /// The SELinux type that it runs as; empty for the default (Kubernetes).
        selinux_type: String,
        /// Whether it runs as a process of a Windows host (Kubernetes `windowsOptions.hostProcess`).
        windows_host_process: bool,
        /// Whether dangerous parts of `/proc` and `/sys` are hidden from it.
        proc_masked: bool,
        /// Whether it can rearrange the control groups it is in (Compose `writable-cgroups`).
        writable_cgroups: bool,
        /// Host devices that it can use, by path on the host.
        devices: [String],
        /// The memory that it can use at most, in bytes.
        memory_limit: Limit,
        /// The memory that is set aside for it, in bytes.
        memory_request: Limit,
        /// The processor time that it can use at most, in cores.
        cpu_limit: Limit,
        /// The processor time that is set aside for it, in cores.
        cpu_request: Limit,
        /// The space on its node that it can use at most, in bytes (Kubernetes `ephemeral-storage`).
        storage_limit: Limit,
        /// The space on its node that is set aside for it, in bytes (Kubernetes).
        storage_request: Limit,
        /// The number of processes that it can have at most.
        process_limit: Limit,
        /// How the platform finds out that it still works.
        health_check: HealthCheck,
        /// Hosts that its probes and lifecycle hooks connect to where that is not the container itself (Kubernetes).
        probe_hosts: [String],
        /// The names of its environment variables, those from files included.
        environment: [String],
        /// The words of its health check (Compose), those of scripts in it included.
        health_check_command: [Redacted],
        /// The words that it is started with: entry point first, then arguments.
        command: [Redacted],
        /// The words of the scripts that shells among those are handed: `sh -c "…"` (Compose).
        script: [Redacted],
        /// Services and containers whose mounts it takes over, as written (Compose `volumes_from`).
        inherited_mounts: [String],
        /// Rules that open devices to it by their number (Compose `device_cgroup_rules`).
        device_rules: [String],
        /// Whether it is never ended when memory runs out (Compose `oom_kill_disable`).
        oom_kill_disabled: bool,
        /// The driver that takes its output; empty for that of the engine (Compose).
        log_driver: String,
        /// The size that a file with its output can grow to, in bytes (Compose, driver `json-file`).
        log_size_limit: Limit,
        /// The ports that it says it listens on, published or not.
        listens_on: [NumberRange],
        /// The same with their names (Kubernetes).
        container_ports: [ContainerPort],
        /// Whether its standard input stays open.
        stdin: bool,
        /// Whether it has a terminal.
        tty: bool,
    }
}
