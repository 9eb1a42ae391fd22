//! The checks that the restricted level adds.

use plimsoll_model::{
    Fact,
    subjects::{Confinement, Namespace, User},
};

use super::{
    Check, Level,
    baseline::proc_mount,
    pod::{Pod, Ruling},
};

pub(super) static CHECKS: &[Check] = &[
    check("allowPrivilegeEscalation", None, &[(8, escalation), (25, escalation_on_linux)]),
    check(
        "capabilities_restricted",
        Some("capabilities_baseline"),
        &[(22, capabilities), (25, capabilities_on_linux)],
    ),
    check("procMount_restricted", Some("procMount"), &[(35, proc_mount)]),
    check("restrictedVolumes", Some("hostPathVolumes"), &[(0, volumes)]),
    check("runAsNonRoot", None, &[(0, non_root), (35, non_root_of_host_users)]),
    check("runAsUser", None, &[(23, user), (35, user_of_host_users)]),
    check(
        "seccompProfile_restricted",
        Some("seccompProfile_baseline"),
        &[(19, seccomp), (25, seccomp_on_linux)],
    ),
];

const fn check(
    id: &'static str,
    replaces: Option<&'static str>,
    versions: &'static [(u32, super::Judge)],
) -> Check {
    Check { id, level: Level::Restricted, replaces, versions }
}

/// Judges pods that are not for Windows.
fn on_linux<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>, judge: super::Judge) {
    ruling.unless(&pod.workload.os, |os| os == "windows", |ruling| judge(pod, ruling));
}

/// Judges pods whose users are those of their host.
fn of_host_users<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>, judge: super::Judge) {
    let users = &pod.workload.user_namespace;
    ruling.unless(users, |it| *it == Namespace::Private, |ruling| judge(pod, ruling));
}

fn escalation<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for container in pod.containers {
        ruling.refuse(
            container,
            &container.privilege_escalation,
            |it| *it,
            |subject| format!("{subject} does not set `allowPrivilegeEscalation` to false"),
            |fact| fact.set(false),
        );
    }
}

fn escalation_on_linux<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    on_linux(pod, ruling, escalation);
}

fn capabilities<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for container in pod.containers {
        let dropped = &container.dropped_capabilities;
        let drops_all = dropped.has(|it| it.written == "ALL");
        // An unknown item can be the one that is missing.
        let open = dropped.items.iter().find(|it| it.is_unknown());
        let misspelt =
            dropped.items.iter().find(|it| it.holds(|it| it.is_known && it.name == "ALL"));
        let says = |subject: &_| format!("{subject} does not drop `ALL` capabilities");
        match (drops_all, open, misspelt) {
            (true, ..) => {}
            (_, Some(item), _) => ruling.refuse(container, item, |_| false, says, |_| None),
            (_, _, Some(item)) => {
                ruling.refuse(container, item, |_| true, says, |it| it.set("ALL"));
            }
            _ => {
                ruling.refuse(container, &dropped.whole, |_| true, says, |_| dropped.append("ALL"));
            }
        }
        ruling.refuse_items(
            container,
            &container.added_capabilities,
            |it| it.written != "NET_BIND_SERVICE",
            |subject, it| format!("{subject} adds the capability `{}`", it.written),
        );
    }
}

fn capabilities_on_linux<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    on_linux(pod, ruling, capabilities);
}

/// Sources of volumes that hold nothing of the host.
const RESTRICTED_VOLUMES: &[&str] = &[
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

fn volumes<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    for volume in pod.volumes {
        ruling.refuse(
            volume,
            &volume.source_kind,
            |it| !RESTRICTED_VOLUMES.contains(&&**it),
            |subject| {
                let kind = volume.source_kind.known().map_or("", |it| it);
                format!("volume {subject} is of the kind `{kind}`")
            },
            |_| None,
        );
    }
}

fn non_root<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let outer = &pod.workload.non_root_enforced;
    // Written out, false is refused even where every container says otherwise.
    let says = |subject: &_| format!("{subject} sets `runAsNonRoot` to false");
    if !outer.is_assumed() {
        ruling.refuse(pod.workload, outer, |it| !*it, says, |fact| fact.set(true));
    }
    for container in pod.containers {
        ruling.refuse_own(
            container,
            &container.non_root_enforced,
            outer,
            |it| !*it,
            |subject| format!("{subject} does not set `runAsNonRoot` to true"),
            |fact| if fact.is_stated() { fact.set(true) } else { outer.set(true) },
        );
    }
}

fn non_root_of_host_users<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    of_host_users(pod, ruling, non_root);
}

fn user<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let outer = &pod.workload.user;
    let says = |subject: &_| format!("{subject} sets `runAsUser` to 0");
    ruling.refuse(pod.workload, outer, |it| *it == User::Root, says, Fact::remove);
    for container in pod.containers {
        let fact = &container.user;
        ruling.refuse_own(container, fact, outer, |it| *it == User::Root, says, Fact::remove);
    }
}

fn user_of_host_users<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    of_host_users(pod, ruling, user);
}

fn seccomp<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    let outer = &pod.workload.seccomp;
    let is_off = |it: &Confinement| *it == Confinement::Unconfined;
    let says = |subject: &_| format!("{subject} has no filter of system calls");
    if !outer.is_assumed() {
        ruling.refuse(pod.workload, outer, is_off, says, |fact| fact.set("runtime default"));
    }
    for container in pod.containers {
        let remedy = |fact: &Fact<Confinement>| {
            if fact.is_stated() { fact } else { outer }.set("runtime default")
        };
        ruling.refuse_own(container, &container.seccomp, outer, is_off, says, remedy);
    }
}

fn seccomp_on_linux<'p>(pod: &Pod<'p>, ruling: &mut Ruling<'_, 'p>) {
    on_linux(pod, ruling, seccomp);
}
