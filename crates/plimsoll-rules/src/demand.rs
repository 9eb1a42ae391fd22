//! What standards demand, as demands: a rule says what is wrong, a report what has to be so.
//!
//! The ids are facts of the standards ([`Authority`]); the sentences are our own few words, lower case and
//! without a full stop. Sources: the `policy` package of `k8s.io/pod-security-admission` for the Pod
//! Security Standards, CIS Docker Benchmark 1.6.0 by section, and the topics of the NSA/CISA Kubernetes
//! Hardening Guide 1.2.

use crate::control::Authority;

/// What `authority` demands under `id`; `None` for what is not one of its demands, and for authorities
/// that make none of their own: other tools, lists of weaknesses.
#[must_use]
pub fn demand(authority: Authority, id: &str) -> Option<&'static str> {
    let demands = match authority {
        Authority::PssBaseline => PSS_BASELINE,
        Authority::PssRestricted => PSS_RESTRICTED,
        Authority::CisDocker => CIS_DOCKER,
        Authority::NsaCisa => NSA_CISA,
        _ => return None,
    };
    demands.iter().find(|(known, _)| *known == id).map(|(_, demand)| *demand)
}

type Demands = &'static [(&'static str, &'static str)];

const PSS_BASELINE: Demands = &[
    ("appArmorProfile", "the AppArmor profile is the runtime's own or one of the node"),
    ("capabilities_baseline", "only capabilities of the runtime's default set are added"),
    ("hostNamespaces", "pods have namespaces of their own for network, processes and IPC"),
    ("hostPathVolumes", "no volume is a path of the node"),
    ("hostPorts", "no container takes a port of its node"),
    ("hostProbesAndHostLifecycle", "probes and hooks lead to the pod itself"),
    ("privileged", "no container is privileged"),
    ("procMount", "`/proc` is masked as the runtime masks it"),
    ("seLinuxOptions", "labels of SELinux are of the types for containers, without user or role"),
    ("seccompProfile_baseline", "seccomp is not switched off"),
    ("sysctls", "only safe kernel parameters are set"),
    ("windowsHostProcess", "no container is a process of its Windows host"),
];

const PSS_RESTRICTED: Demands = &[
    ("allowPrivilegeEscalation", "`allowPrivilegeEscalation` is set to false"),
    (
        "capabilities_restricted",
        "all capabilities are dropped, and at most `NET_BIND_SERVICE` is added",
    ),
    ("procMount_restricted", "`/proc` is masked as the runtime masks it, user namespace or not"),
    ("restrictedVolumes", "volumes are only of the kinds that hold nothing of the node"),
    ("runAsNonRoot", "`runAsNonRoot` is set to true"),
    ("runAsUser", "no user is set to 0"),
    ("seccompProfile_restricted", "a seccomp profile is set: the runtime's own or one of the node"),
];

const CIS_DOCKER: Demands = &[
    ("2.7", "the API of the engine is not open to the network without TLS"),
    ("4.1", "containers run as a user that is not root"),
    ("5.2", "an AppArmor profile confines each container"),
    ("5.3", "each container is confined by SELinux"),
    ("5.4", "containers have only the capabilities that they need"),
    ("5.5", "no container is privileged"),
    ("5.6", "no sensitive folder of the host is mounted"),
    ("5.8", "no privileged port of the host is taken"),
    ("5.9", "only ports that are needed are open"),
    ("5.10", "no container shares the network of its host"),
    ("5.11", "memory is limited"),
    ("5.12", "the share of the processors is limited"),
    ("5.13", "the root file system is read-only"),
    ("5.14", "ports are published on the interface that they are for"),
    ("5.15", "restarts after a failure are limited, and there are some"),
    ("5.16", "no container shares the processes of its host"),
    ("5.17", "no container shares the IPC namespace of its host"),
    ("5.18", "no device of the host is handed over"),
    ("5.20", "mounts are not propagated to the host"),
    ("5.21", "no container shares the UTS namespace of its host"),
    ("5.22", "the default seccomp profile is not switched off"),
    ("5.23", "no command in a container is run privileged"),
    ("5.24", "no command in a container is run as root"),
    ("5.25", "containers stay in the control group of the engine"),
    ("5.26", "processes cannot gain privileges"),
    ("5.27", "the health of each container is checked"),
    ("5.29", "the number of processes is limited"),
    ("5.30", "no container joins the default bridge"),
    ("5.31", "no container shares the user namespace of its host"),
    ("5.32", "the socket of the engine is not mounted into a container"),
];

const NSA_CISA: Demands = &[
    ("admission control", "only images that the policy means to let in are let in"),
    (
        "authentication and authorization",
        "nobody gets in without a login or has more rights than needed",
    ),
    (
        "container runtime sockets",
        "no socket of a container runtime is within reach of a container",
    ),
    ("encryption in transit", "traffic into the cluster is encrypted"),
    ("host filesystem access", "containers do not write to their host"),
    ("network access", "only what is meant to be reached from outside is reachable"),
    ("network policies", "network policies let through what is needed and nothing else"),
    (
        "network separation and hardening",
        "nobody reads traffic between machines, or asks nodes about their pods",
    ),
    ("non-root containers", "containers run as a user of their own that is not root"),
    ("pod placement", "pods of tenants stay away from the control plane"),
    ("pod security enforcement", "namespaces enforce a level of pod security"),
    ("privileged containers", "no container is privileged"),
    ("process isolation", "containers of a pod do not see each other's processes"),
    ("protecting pod service account tokens", "tokens are where they are needed, and expire"),
    ("sandboxing", "what is sandboxed has a kernel of its own"),
    ("secrets", "secrets are in `Secret` objects that only their users read"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    const STANDARDS: [(Authority, Demands); 4] = [
        (Authority::PssBaseline, PSS_BASELINE),
        (Authority::PssRestricted, PSS_RESTRICTED),
        (Authority::CisDocker, CIS_DOCKER),
        (Authority::NsaCisa, NSA_CISA),
    ];

    #[test]
    fn every_control_that_a_report_shows_reads_as_a_demand_and_every_demand_has_a_rule() {
        for (authority, demands) in STANDARDS {
            let controls = || catalogue::all().flat_map(|it| it.rule.controls);
            for it in controls().filter(|it| it.authority == authority) {
                assert!(demand(authority, it.id).is_some(), "{authority:?} {}", it.id);
            }
            for (id, what) in demands {
                let is_asked = controls().any(|it| it.authority == authority && it.id == *id);
                assert!(is_asked, "{authority:?} {id}");
                assert!(!what.ends_with('.') && !what.starts_with(char::is_uppercase), "{what}");
                assert!(catalogue::all().all(|it| it.rule.summary != *what), "an offence: {what}");
            }
        }
    }
}
