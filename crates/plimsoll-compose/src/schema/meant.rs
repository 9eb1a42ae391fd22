//! Keys by whose misspelling or misplacement protection is lost, and what other tools call them.

/// A block of a service with keys that a person could mean by one that is not known elsewhere.
pub(super) struct Block {
    /// The keys to it from the service.
    pub(super) path: &'static [&'static str],
    /// The keys.
    pub(super) sensitive: &'static [&'static str],
}

/// The blocks of a service, the service itself first.
pub(super) const BLOCKS: &[Block] = &[
    Block { path: &[], sensitive: SENSITIVE },
    Block { path: &["build"], sensitive: &["privileged", "secrets", "network", "entitlements"] },
    Block { path: &["deploy"], sensitive: &["resources", "restart_policy"] },
    Block { path: &["deploy", "resources"], sensitive: &["limits", "reservations"] },
    Block { path: &["deploy", "resources", "limits"], sensitive: &["cpus", "memory", "pids"] },
    Block {
        path: &["deploy", "resources", "reservations"],
        sensitive: &["cpus", "devices", "memory"],
    },
    Block { path: &["healthcheck"], sensitive: &["disable", "test"] },
];

/// The keys of a service whose loss matters.
const SENSITIVE: &[&str] = &[
    "cap_add",
    "cap_drop",
    "cgroup",
    "cgroup_parent",
    "cpus",
    "credential_spec",
    "device_cgroup_rules",
    "devices",
    "group_add",
    "healthcheck",
    "ipc",
    "isolation",
    "mem_limit",
    "mem_reservation",
    "memswap_limit",
    "network_mode",
    "networks",
    "oom_kill_disable",
    "pid",
    "pids_limit",
    "privileged",
    "read_only",
    "restart",
    "runtime",
    "secrets",
    "security_opt",
    "sysctls",
    "tmpfs",
    "ulimits",
    "use_api_socket",
    "user",
    "userns_mode",
    "uts",
];

/// Names by which other tools and people call a setting, and the key that it has here.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("allow_privilege_escalation", "security_opt"),
    ("apparmor", "security_opt"),
    ("apparmor_profile", "security_opt"),
    ("cap-add", "cap_add"),
    ("cap-drop", "cap_drop"),
    ("capabilities", "cap_add"),
    ("cpu", "cpus"),
    ("cpu_limit", "cpus"),
    ("device", "devices"),
    ("drop_capabilities", "cap_drop"),
    ("host_network", "network_mode"),
    ("host_pid", "pid"),
    ("ipc_mode", "ipc"),
    ("mem", "memory"),
    ("memory", "mem_limit"),
    ("memory_limit", "mem_limit"),
    ("net", "network_mode"),
    ("no-new-privileges", "security_opt"),
    ("no_new_privileges", "security_opt"),
    ("no_new_privs", "security_opt"),
    ("pid_mode", "pid"),
    ("pids_limit", "pids"),
    ("privilege", "privileged"),
    ("read_only_rootfs", "read_only"),
    ("readonly_rootfs", "read_only"),
    ("run_as_user", "user"),
    ("seccomp", "security_opt"),
    ("security_context", "security_opt"),
    ("security_options", "security_opt"),
    ("securitycontext", "security_opt"),
    ("userns", "userns_mode"),
    ("uts_mode", "uts"),
];
