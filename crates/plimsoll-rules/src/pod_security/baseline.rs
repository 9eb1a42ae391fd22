//! The checks of the baseline level.

use std::collections::HashSet;

use plimsoll_model::{
    Fact, Origin,
    subjects::{Confinement, Namespace},
    syntax::profile_annotation::{Key, Mechanism, Profile},
};

use super::{
    Check, Level,
    pod::{Pod, Ruling},
};

pub(super) static CHECKS: &[Check] = &[
    check("appArmorProfile", &[(0, apparmor)]),
    check("capabilities_baseline", &[(0, capabilities)]),
    check("hostNamespaces", &[(0, host_namespaces)]),
    check("hostPathVolumes", &[(0, host_paths)]),
    check("hostPorts", &[(0, host_ports)]),
    check("hostProbesAndHostLifecycle", &[(34, probe_hosts)]),
    check("privileged", &[(0, privileged)]),
    check("procMount", &[(0, proc_mount), (35, proc_mount_of_host_users)]),
    check("seLinuxOptions", &[(0, selinux), (31, selinux_with_engine)]),
    check("seccompProfile_baseline", &[(0, seccomp_annotations), (19, seccomp)]),
    check(
        "sysctls",
        &[
            (0, sysctls::<5>),
            (27, sysctls::<6>),
            (29, sysctls::<10>),
            (32, sysctls::<12>),
            (37, sysctls::<14>),
        ],
    ),
    check("windowsHostProcess", &[(0, windows_host_process)]),
];

const fn check(id: &'static str, versions: &'static [(u32, super::Judge)]) -> Check {
    Check { id, level: Level::Baseline, replaces: None, versions }
}

fn apparmor<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let is_refused = |it: &Confinement| *it == Confinement::Unconfined;
    let outer = &pod.workload.apparmor;
    let says = |it: &_| format!("{it} has AppArmor turned off");
    ruling.refuse(pod.workload, outer, is_refused, says, |fact| fact.set("runtime default"));
    for container in pod.containers {
        let fact = &container.apparmor;
        ruling.refuse_own(container, fact, outer, is_refused, says, |fact| {
            fact.set("runtime default")
        });
    }
    // Those for containers that do not exist count too, and so does any other text.
    let said: HashSet<Origin> = ruling.refused().collect();
    let annotations = &pod.workload.profile_annotations;
    for item in
        annotations.items.iter().filter(|it| it.site().is_none_or(|it| !said.contains(&it.at)))
    {
        ruling.refuse(
            pod.workload,
            item,
            |it| {
                Key::parse(&it.key).is_some_and(|it| it.mechanism == Mechanism::AppArmor)
                    && !is_confined(Mechanism::AppArmor, it.value.reveal())
            },
            |subject| format!("{subject} has AppArmor turned off by an annotation"),
            Fact::remove,
        );
    }
}

/// Whether a text of an annotation names a profile that the standard lets pass.
fn is_confined(mechanism: Mechanism, text: &str) -> bool {
    let profile = Profile::parse(mechanism, text);
    profile.is_some_and(|it| it != Profile::Unconfined)
}

/// Capabilities of the default set of container runtimes, as the standard lists them.
const BASELINE_CAPABILITIES: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

fn capabilities<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for container in pod.containers {
        // Compared byte by byte: a prefix or lower case is refused.
        ruling.refuse_items(
            container,
            &container.added_capabilities,
            |it| !BASELINE_CAPABILITIES.contains(&&*it.written),
            |subject, it| format!("{subject} adds the capability `{}`", it.written),
        );
    }
}

fn host_namespaces<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let it = pod.workload;
    for (fact, what) in [
        (&it.network_namespace, "network"),
        (&it.pid_namespace, "processes"),
        (&it.ipc_namespace, "shared memory"),
    ] {
        ruling.refuse(
            it,
            fact,
            |it| *it == Namespace::Host,
            |subject| format!("{subject} shares the {what} of its host"),
            Fact::remove,
        );
    }
}

fn host_paths<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for volume in pod.volumes {
        ruling.refuse(
            volume,
            &volume.source_kind,
            |it| it == "hostPath",
            |subject| format!("volume {subject} is a path of the host"),
            |_| None,
        );
    }
}

fn host_ports<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for port in pod.ports {
        // Ports of a pod on its host's network are no host ports until the pod is made.
        if port.published.site().is_some_and(|it| it.slot.path == ["hostPort"]) {
            let says = |subject: &_| format!("port {subject} is open on the host");
            ruling.refuse(port, &port.published, |_| true, says, Fact::remove);
        }
    }
}

fn probe_hosts<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for container in pod.containers {
        ruling.refuse_items(
            container,
            &container.probe_hosts,
            |_| true,
            |subject, host| format!("a probe or hook of {subject} connects to `{host}`"),
        );
    }
}

fn privileged<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for container in pod.containers {
        let says = |subject: &_| format!("{subject} is privileged");
        ruling.refuse(container, &container.privileged, |it| *it, says, Fact::remove);
    }
}

/// Refused whatever else is set; the restricted level keeps this form.
pub(super) fn proc_mount<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for container in pod.containers {
        let says = |subject: &_| format!("{subject} sees all of `/proc`");
        ruling.refuse(container, &container.proc_masked, |it| !*it, says, Fact::remove);
    }
}

fn proc_mount_of_host_users<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let users = &pod.workload.user_namespace;
    ruling.unless(users, |it| *it == Namespace::Private, |ruling| proc_mount(pod, ruling));
}

fn selinux<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    judge_selinux(pod, ruling, &["", "container_t", "container_init_t", "container_kvm_t"]);
}

fn selinux_with_engine<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let types = &["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
    judge_selinux(pod, ruling, types);
}

fn judge_selinux<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>, types: &[&str]) {
    let it = pod.workload;
    let is_foreign = |it: &String| !types.contains(&&**it);
    let is_stated = |it: &String| !it.is_empty();
    let says = |what: &'static str| move |it: &_| format!("{it} sets its own SELinux {what}");
    ruling.refuse(it, &it.selinux_type, is_foreign, says("type"), Fact::remove);
    ruling.refuse(it, &it.selinux_user, is_stated, says("user"), Fact::remove);
    ruling.refuse(it, &it.selinux_role, is_stated, says("role"), Fact::remove);
    for container in pod.containers {
        let (fact, outer) = (&container.selinux_type, &it.selinux_type);
        ruling.refuse_own(container, fact, outer, is_foreign, says("type"), Fact::remove);
        let (fact, outer) = (&container.selinux_user, &it.selinux_user);
        ruling.refuse_own(container, fact, outer, is_stated, says("user"), Fact::remove);
        let (fact, outer) = (&container.selinux_role, &it.selinux_role);
        ruling.refuse_own(container, fact, outer, is_stated, says("role"), Fact::remove);
    }
}

fn seccomp<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    // The standard judges what is written; silence is left to the restricted level.
    let judge = |fact: &'p Fact<Confinement>| {
        move |it: &Confinement| fact.is_stated() && *it == Confinement::Unconfined
    };
    let outer = &pod.workload.seccomp;
    let says = |it: &_| format!("{it} turns the filter of system calls off");
    ruling.refuse(pod.workload, outer, judge(outer), says, |it| it.set("runtime default"));
    for container in pod.containers {
        let fact = &container.seccomp;
        let remedy = |it: &Fact<Confinement>| it.set("runtime default");
        ruling.refuse_own(container, fact, outer, judge(fact), says, remedy);
    }
}

fn seccomp_annotations<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let is_read = |key: &str| match Key::parse(key) {
        Some(Key { mechanism: Mechanism::Seccomp, container }) => {
            container.is_none_or(|name| pod.containers.iter().any(|it| it.identity.name == name))
        }
        _ => false,
    };
    ruling.refuse_items(
        pod.workload,
        &pod.workload.profile_annotations,
        |it| is_read(&it.key) && !is_confined(Mechanism::Seccomp, it.value.reveal()),
        |subject, it| format!("{subject} turns seccomp off by the annotation `{}`", it.key),
    );
}

/// Kernel parameters that a pod has for itself, in the order in which releases took them up.
const SAFE_SYSCTLS: [&str; 14] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    "net.ipv4.tcp_slow_start_after_idle",
    "net.ipv4.tcp_notsent_lowat",
];

/// Allows the first `COUNT` of [`SAFE_SYSCTLS`].
fn sysctls<'p, const COUNT: usize>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    ruling.refuse_items(
        pod.workload,
        &pod.workload.sysctls,
        |it| !SAFE_SYSCTLS[..COUNT].contains(&&*it.name),
        |subject, it| format!("{subject} sets the kernel parameter `{}`", it.name),
    );
}

fn windows_host_process<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let outer = &pod.workload.windows_host_process;
    let says = |it: &_| format!("{it} runs as a process of its Windows host");
    ruling.refuse(pod.workload, outer, |it| *it, says, Fact::remove);
    for container in pod.containers {
        let fact = &container.windows_host_process;
        ruling.refuse_own(container, fact, outer, |it| *it, says, Fact::remove);
    }
}
