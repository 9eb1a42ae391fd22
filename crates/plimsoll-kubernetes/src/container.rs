//! One container of a pod.

use plimsoll_facts::{
    Fact, List, Path, Scope,
    read::{Read, Silence, string},
    subjects::{Container, HealthCheck, Subjects},
    value::Content,
};
use plimsoll_facts::{redacted, scripts};

use super::{
    environment, image, level::Level, pod::Part, ports, probes, resources, scalar::boolean,
    security, volumes,
};

/// Adds the container and everything in it.
pub(super) fn lower(part: &Part<'_>, subjects: &mut Subjects) {
    subjects.containers.push(container(part));
    subjects.images.extend(image::lower(part));
    subjects.mounts.extend(volumes::mounted(part));
    subjects.defects.extend(volumes::dangling_devices(part));
    subjects.ports.extend(ports::published(part));
    subjects.variables.extend(environment::lower(part));
    subjects.probes.extend(probes::lower(part));
}

fn container(part: &Part<'_>) -> Container {
    let reader = &part.reader;
    let level = Level::of_container(part);
    let memory_limit = resources::limit(part, &["resources", "limits", "memory"]);
    let cpu_limit = resources::limit(part, &["resources", "limits", "cpu"]);
    let storage_limit = resources::limit(part, &["resources", "limits", "ephemeral-storage"]);
    let words = command(part);
    Container {
        identity: part.identity(),
        workload: part.pod.workload,
        role: part.role,
        privileged: reader.fact(&["securityContext", "privileged"], Silence::Means(false), boolean),
        privilege_escalation: security::privilege_escalation(reader),
        user: level.user,
        group: level.group,
        non_root_enforced: level.non_root_enforced,
        read_only_root: reader.fact(
            &["securityContext", "readOnlyRootFilesystem"],
            Silence::Means(false),
            boolean,
        ),
        added_capabilities: security::capabilities(
            part,
            &["securityContext", "capabilities", "add"],
        ),
        dropped_capabilities: security::capabilities(
            part,
            &["securityContext", "capabilities", "drop"],
        ),
        seccomp: level.seccomp,
        seccomp_file: Fact::Inapplicable,
        seccomp_file_present: Fact::Inapplicable,
        apparmor: level.apparmor,
        selinux_confined: Fact::Inapplicable,
        selinux_user: level.selinux_user,
        selinux_role: level.selinux_role,
        selinux_type: level.selinux_type,
        windows_host_process: level.windows_host_process,
        proc_masked: security::proc_masked(reader),
        writable_cgroups: Fact::Inapplicable,
        devices: List::inapplicable(),
        memory_request: resources::request(
            part,
            &["resources", "requests", "memory"],
            &memory_limit,
        ),
        cpu_request: resources::request(part, &["resources", "requests", "cpu"], &cpu_limit),
        storage_request: resources::request(
            part,
            &["resources", "requests", "ephemeral-storage"],
            &storage_limit,
        ),
        memory_limit,
        cpu_limit,
        storage_limit,
        // The node's kubelet limits processes, and no manifest says so.
        process_limit: Fact::Inapplicable,
        health_check: health_check(part),
        probe_hosts: probe_hosts(part),
        environment: environment::names(part),
        health_check_command: List::inapplicable(),
        script: scripts(&words),
        command: redacted(words),
        inherited_mounts: List::inapplicable(),
        device_rules: List::inapplicable(),
        oom_kill_disabled: Fact::Inapplicable,
        log_driver: Fact::Inapplicable,
        log_size_limit: Fact::Inapplicable,
        listens_on: ports::listened(part),
        container_ports: ports::named(part),
        stdin: reader.fact(&["stdin"], Silence::Means(false), boolean),
        tty: reader.fact(&["tty"], Silence::Means(false), boolean),
    }
}

/// Whether a probe watches the container; those that are meant to end have none.
fn health_check(part: &Part<'_>) -> Fact<HealthCheck> {
    let is_lasting = part.role.is_lasting() && part.pod.kind.is_long_running();
    if !is_lasting {
        return Fact::Inapplicable;
    }
    let is_probe = |key: &str| part.reader.value.get(key).is_some();
    let path: Path = if !is_probe("livenessProbe") && is_probe("readinessProbe") {
        &["readinessProbe"]
    } else {
        &["livenessProbe"]
    };
    part.reader.fact(path, Silence::Means(HealthCheck::Missing), |value| match &value.content {
        Content::Map { members, .. } if !members.is_empty() => Read::Value(HealthCheck::Declared),
        Content::Map { .. } => Read::Value(HealthCheck::Missing),
        _ => Read::Unknown(super::scalar::why_of(value)),
    })
}

/// Where probes and lifecycle hooks say the host that they connect to (Pod Security Standards,
/// *Host Probes / Lifecycle Hooks*).
const PROBE_HOSTS: &[Path] = &[
    &["livenessProbe", "httpGet", "host"],
    &["livenessProbe", "tcpSocket", "host"],
    &["readinessProbe", "httpGet", "host"],
    &["readinessProbe", "tcpSocket", "host"],
    &["startupProbe", "httpGet", "host"],
    &["startupProbe", "tcpSocket", "host"],
    &["lifecycle", "postStart", "httpGet", "host"],
    &["lifecycle", "postStart", "tcpSocket", "host"],
    &["lifecycle", "preStop", "httpGet", "host"],
    &["lifecycle", "preStop", "tcpSocket", "host"],
];

/// Hosts that the container's probes and hooks name; an empty one is the container itself.
fn probe_hosts(part: &Part<'_>) -> List<String> {
    let reader = &part.reader;
    let named = |path: &Path| {
        let host = reader.fact(path, Silence::Inapplicable, string);
        let is_own = host.known().is_some_and(String::is_empty);
        (!is_own && host.site().is_some()).then_some(host)
    };
    let items: Vec<Fact<String>> = PROBE_HOSTS.iter().filter_map(named).collect();
    let whole = match items.first().and_then(Fact::site) {
        Some(at) => Fact::Stated { value: items.len(), at: at.clone(), scope: Scope::Own },
        None => reader.absent(reader.slot(&[]), Silence::Means(0)),
    };
    part.open(List { whole, items })
}

/// The words of `command` and `args`; what the image adds is not known here.
fn command(part: &Part<'_>) -> List<String> {
    let command = part.reader.list(&["command"], Silence::Means(0), string);
    let args = part.reader.list(&["args"], Silence::Means(0), string);
    let whole = match (command.whole, args.whole) {
        (whole @ Fact::Unknown { .. }, _) | (_, whole @ Fact::Unknown { .. }) => whole,
        (Fact::Stated { value: first, .. }, Fact::Stated { value: second, at, scope }) => {
            Fact::Stated { value: first + second, at, scope }
        }
        (Fact::Assumed { .. }, whole @ Fact::Stated { .. }) => whole,
        (whole, _) => whole,
    };
    let items = command.items.into_iter().chain(args.items);
    part.open(List { whole, items: items.collect() })
}
