//! Which walls stand between a container, its host and its neighbours.

use crate::rule::Entry;

mod custom_cgroup_parent;
mod host_cgroup_namespace;
mod host_ipc_namespace;
mod host_network;
mod host_pid_namespace;
mod host_process_takeover;
mod host_user_namespace;
mod host_uts_namespace;
mod interactive_container;
mod probe_host;
mod refused_sysctl;
mod shared_namespace;
mod shared_process_namespace;
mod unsandboxed_agent;
mod windows_host_process;

pub(super) static RULES: &[Entry] = entries!["isolation": custom_cgroup_parent, host_cgroup_namespace, host_ipc_namespace, host_network, host_pid_namespace, host_process_takeover, host_user_namespace, host_uts_namespace, interactive_container, probe_host, refused_sysctl, shared_namespace, shared_process_namespace, unsandboxed_agent, windows_host_process];
