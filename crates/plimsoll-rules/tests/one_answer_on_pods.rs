//! The admission preview, the profiles and the evaluation give one answer about a pod, in every
//! release and at both levels.

use std::collections::BTreeSet;

use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, new_file, subjects::WorkloadId};
use plimsoll_rules::{
    Authority, Entry, Finding, Parameters, RuleRef, catalogue,
    pod_security::{Level, NEWEST_MINOR, checks, evaluate},
    profile, run,
};

/// What a hardened container says.
const CONTAINER: &str = "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}";
/// What its pod says.
const POD: &str = "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}";

/// A pod: annotations, fields of its `spec`, its security context, that of its container, and other
/// fields of that container.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// One setting each, and the settings that excuse or contradict it.
const CASES: &[Case] = &[
    ("", "", POD, CONTAINER, ""),
    ("", "", "", "", ""),
    ("", "", POD, "allowPrivilegeEscalation: true, capabilities: {drop: [ALL]}", ""),
    ("", "", POD, "privileged: true, capabilities: {drop: [ALL]}", ""),
    ("", "hostUsers: false", POD, "privileged: true", ""),
    // Capabilities, spelt in every way.
    ("", "", POD, "allowPrivilegeEscalation: false", ""),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [all]}", ""),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [CAP_ALL]}", ""),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW, CHOWN]}", ""),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [all, ALL, net_raw]}", ""),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [net_bind_service]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CAP_NET_BIND_SERVICE]}",
        "",
    ),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [MKNOD]}", ""),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [mknod]}", ""),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CAP_MKNOD]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_RAW]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [IPC_LOCK]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [BPF, CHOWN]}",
        "",
    ),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [ALL]}", ""),
    ("", "", POD, "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [all]}", ""),
    (
        "",
        "",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NO_SUCH]}",
        "",
    ),
    (
        "",
        "hostUsers: false",
        POD,
        "allowPrivilegeEscalation: false, capabilities: {add: [SYS_PTRACE]}",
        "",
    ),
    // The host's namespaces.
    ("", "hostPID: true", POD, CONTAINER, ""),
    ("", "hostIPC: true", POD, CONTAINER, ""),
    ("", "hostNetwork: true", POD, CONTAINER, ""),
    ("", "hostNetwork: true", POD, CONTAINER, "ports: [{containerPort: 80}]"),
    ("", "hostNetwork: true", POD, CONTAINER, "ports: [{containerPort: 80, hostPort: 80}]"),
    ("", "hostNetwork: false", POD, CONTAINER, "ports: [{containerPort: 80, hostPort: 80}]"),
    ("", "", POD, CONTAINER, "ports: [{containerPort: 80, hostPort: 0}]"),
    // Volumes.
    ("", "volumes: [{name: v, hostPath: {path: /srv}}]", POD, CONTAINER, ""),
    ("", "volumes: [{name: v, hostPath: {}}]", POD, CONTAINER, ""),
    ("", "volumes: [{name: v, nfs: {server: example.com, path: /}}]", POD, CONTAINER, ""),
    ("", "volumes: [{name: v, image: {reference: 'example.com/a:1'}}]", POD, CONTAINER, ""),
    ("", "volumes: [{name: v, emptyDir: {}}, {name: w}]", POD, CONTAINER, ""),
    // Probes and hooks.
    ("", "", POD, CONTAINER, "livenessProbe: {httpGet: {port: 80, host: example.com}}"),
    ("", "", POD, CONTAINER, "readinessProbe: {tcpSocket: {port: 80, host: 127.0.0.1}}"),
    ("", "", POD, CONTAINER, "startupProbe: {httpGet: {port: 80, host: ''}}"),
    ("", "", POD, CONTAINER, "lifecycle: {postStart: {tcpSocket: {port: 80, host: example.com}}}"),
    // `/proc`.
    (
        "",
        "",
        POD,
        "procMount: Unmasked, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "hostUsers: false",
        POD,
        "procMount: Unmasked, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "hostUsers: true",
        POD,
        "procMount: Default, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    // SELinux.
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, seLinuxOptions: {type: spc_t}",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, seLinuxOptions: {type: container_engine_t}",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, seLinuxOptions: {user: u, role: r, level: s0}",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, seLinuxOptions: {user: u}",
        "seLinuxOptions: {type: container_t}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "seLinuxOptions: {role: r}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    // Seccomp, as a field and as the annotations that came before it.
    ("", "", "runAsNonRoot: true", CONTAINER, ""),
    ("", "", "runAsNonRoot: true, seccompProfile: {type: Unconfined}", CONTAINER, ""),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: Unconfined}",
        "seccompProfile: {type: RuntimeDefault}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "seccompProfile: {type: Unconfined}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true",
        "seccompProfile: {type: Localhost, localhostProfile: a.json}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "seccomp.security.alpha.kubernetes.io/pod: unconfined",
        "",
        "runAsNonRoot: true",
        CONTAINER,
        "",
    ),
    ("seccomp.security.alpha.kubernetes.io/pod: other", "", "runAsNonRoot: true", CONTAINER, ""),
    (
        "seccomp.security.alpha.kubernetes.io/pod: localhost/a.json",
        "",
        "runAsNonRoot: true",
        CONTAINER,
        "",
    ),
    (
        "container.seccomp.security.alpha.kubernetes.io/c: unconfined",
        "",
        "runAsNonRoot: true",
        CONTAINER,
        "",
    ),
    (
        "container.seccomp.security.alpha.kubernetes.io/zz: unconfined",
        "",
        "runAsNonRoot: true",
        CONTAINER,
        "",
    ),
    // AppArmor, the same.
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, appArmorProfile: {type: Unconfined}",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, appArmorProfile: {type: Unconfined}",
        "appArmorProfile: {type: RuntimeDefault}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "appArmorProfile: {type: Unconfined}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    ("container.apparmor.security.beta.kubernetes.io/c: unconfined", "", POD, CONTAINER, ""),
    ("container.apparmor.security.beta.kubernetes.io/c: RuntimeDefault", "", POD, CONTAINER, ""),
    ("container.apparmor.security.beta.kubernetes.io/c: localhost/a", "", POD, CONTAINER, ""),
    ("container.apparmor.security.beta.kubernetes.io/zz: unconfined", "", POD, CONTAINER, ""),
    (
        "container.apparmor.security.beta.kubernetes.io/c: unconfined",
        "",
        POD,
        "appArmorProfile: {type: RuntimeDefault}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    // Kernel parameters: what became safe in 1.27, 1.29, 1.32 and 1.37.
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net.ipv4.tcp_syncookies, value: '1'}]",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net/ipv4/tcp_syncookies, value: '1'}]",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net.ipv4.ip_local_reserved_ports, value: '1'}]",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net.ipv4.tcp_keepalive_probes, value: '1'}]",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net.ipv4.tcp_wmem, value: '1'}]",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net.ipv4.tcp_slow_start_after_idle, value: '1'}]",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: kernel.msgmax, value: '1'}, {name: net.ipv4.tcp_rmem, value: '1'}]",
        CONTAINER,
        "",
    ),
    // Users.
    ("", "", "seccompProfile: {type: RuntimeDefault}", CONTAINER, ""),
    ("", "", "runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}", CONTAINER, ""),
    (
        "",
        "",
        "runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}",
        "runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        POD,
        "runAsNonRoot: false, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        "seccompProfile: {type: RuntimeDefault}",
        "runAsUser: 10001, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    (
        "",
        "",
        "seccompProfile: {type: RuntimeDefault}",
        "runAsUser: 0, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    ("", "", POD, "runAsUser: 0, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}", ""),
    (
        "",
        "",
        "runAsUser: 0, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}",
        CONTAINER,
        "",
    ),
    (
        "",
        "",
        "runAsUser: 0, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}",
        "runAsUser: 10001, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    ("", "hostUsers: false", "runAsUser: 0, seccompProfile: {type: RuntimeDefault}", CONTAINER, ""),
    ("", "hostUsers: false", "seccompProfile: {type: RuntimeDefault}", CONTAINER, ""),
    (
        "",
        "hostUsers: false",
        "runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}",
        "runAsUser: 10001, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}",
        "",
    ),
    ("", "hostUsers: false", "", "runAsUser: 0", ""),
    ("", "hostUsers: true", "runAsUser: 0, seccompProfile: {type: RuntimeDefault}", CONTAINER, ""),
    // Windows.
    ("", "os: {name: windows}", "runAsNonRoot: true", "", ""),
    ("", "os: {name: windows}", "", "", ""),
    (
        "",
        "os: {name: windows}, hostNetwork: true",
        "runAsNonRoot: true, windowsOptions: {hostProcess: true}",
        "",
        "",
    ),
    (
        "",
        "os: {name: windows}",
        "runAsNonRoot: true, windowsOptions: {hostProcess: true}",
        "windowsOptions: {hostProcess: false}",
        "",
    ),
    ("", "os: {name: linux}", "runAsNonRoot: true", CONTAINER, ""),
    ("", "nodeSelector: {kubernetes.io/os: windows}", "runAsNonRoot: true", "", ""),
];

/// The pod in a namespace that demands `level` as the release of the cluster has it.
fn manifest(case: Case, list: &str, level: Level) -> String {
    let (annotations, spec, pod, container, fields) = case;
    let apart = |it: &str| if it.is_empty() { String::new() } else { format!(", {it}") };
    let named = |name: &str, context: &str, fields: &str| {
        let image = "image: 'example.com/app:1'";
        format!("{{name: {name}, {image}, securityContext: {{{context}}}{}}}", apart(fields))
    };
    let (plain, judged) = (named("d", CONTAINER, ""), named("c", container, fields));
    let containers = match list {
        "containers" => format!("containers: [{plain}, {judged}]"),
        _ => format!("containers: [{plain}], {list}: [{judged}]"),
    };
    format!(
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    \
         pod-security.kubernetes.io/enforce: {level}\n---\n\
         apiVersion: v1\nkind: Pod\n\
         metadata: {{name: a, namespace: shop, annotations: {{{annotations}}}}}\n\
         spec: {{{containers}, securityContext: {{{pod}}}{}}}\n",
        apart(spec)
    )
}

/// The rules of the profile of a level that the standards ask for in a release.
fn profile_of(level: Level, minor: u32) -> Vec<RuleRef> {
    let profile = profile::find(&format!("pss-{level}")).expect("a level has a profile");
    let of_pods = [Authority::PssBaseline, Authority::PssRestricted];
    let is_of_pods = |it: &&Entry| of_pods.into_iter().any(|of| it.rule.answers(of));
    let rules = profile.rules().filter(is_of_pods).filter(|it| profile.asks(it, minor));
    rules.map(RuleRef::from).collect()
}

/// The checks of `refused` that findings stand for; one that takes another's place is meant where
/// the other is named.
fn controls<'c>(findings: &[Finding], refused: &BTreeSet<&'c str>) -> BTreeSet<&'c str> {
    let is_meant = |id: &str, it: &str| {
        id == it || checks().any(|check| check.id == it && check.replaces == Some(id))
    };
    let named = |it: &&str| {
        let mut ids = findings.iter().flat_map(|it| it.rule.controls());
        ids.any(|control| is_meant(control.id, it))
    };
    refused.iter().copied().filter(named).collect()
}

#[test]
fn preview_profile_and_evaluation_say_the_same_of_every_pod_in_every_release() {
    let preview: RuleRef = catalogue::find("refused-by-pod-security").expect("it is a rule").into();
    let mut wrong = Vec::new();
    for level in [Level::Baseline, Level::Restricted] {
        let cases: Vec<(&Case, &str, Project)> = CASES
            .iter()
            .flat_map(|case| [(case, "containers"), (case, "initContainers")])
            .map(|(case, list)| {
                let file = new_file(FileId(0), "pod.yaml", &manifest(*case, list, level));
                (case, list, Project::new(vec![file]))
            })
            .collect();
        for minor in 0..=NEWEST_MINOR + 1 {
            let rules = profile_of(level, minor);
            let mut parameters = Parameters::default();
            parameters.kubernetes_minor = minor;
            for (case, list, project) in &cases {
                let verdict = evaluate(project, WorkloadId(0), level, minor);
                let refused: BTreeSet<&str> =
                    verdict.violations.iter().map(|it| it.check.id).collect();
                let preview = run(project, &parameters, [&preview]).findings;
                let previewed: BTreeSet<&str> =
                    preview.iter().map(|it| it.value.as_str()).collect();
                let profile = run(project, &parameters, &rules).findings;
                let is_one = previewed == refused
                    && controls(&profile, &refused) == refused
                    && profile.is_empty() == refused.is_empty();
                if !is_one {
                    let found: BTreeSet<&str> = profile.iter().map(|it| it.rule.name()).collect();
                    wrong.push(format!(
                        "{level} v1.{minor} {list} {case:?}: evaluation {refused:?}, \
                         preview {previewed:?}, profile {found:?}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
