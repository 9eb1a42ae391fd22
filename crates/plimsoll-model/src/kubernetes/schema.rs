//! The keys that pods and containers have, as far as a misspelling or a misplacement can take
//! protection away.
//!
//! Source: the published API reference of core/v1 (Kubernetes 1.35), *PodSpec*,
//! *PodSecurityContext*, *Container*, *EphemeralContainer* and *SecurityContext*.

/// A block of a pod.
pub(super) struct Block {
    /// What its documentation calls it.
    pub(super) name: &'static str,
    /// The keys that it has.
    pub(super) keys: &'static [&'static str],
    /// Whether every key in it is about security.
    pub(super) is_all_sensitive: bool,
}

/// The specification of a pod.
pub(super) const POD: Block = Block { name: "a pod", keys: POD_KEYS, is_all_sensitive: false };

/// The security context of a pod.
pub(super) const POD_SECURITY: Block = Block {
    name: "the `securityContext` of a pod",
    keys: POD_SECURITY_KEYS,
    is_all_sensitive: true,
};

/// A container of any list.
pub(super) const CONTAINER: Block =
    Block { name: "a container", keys: CONTAINER_KEYS, is_all_sensitive: false };

/// The security context of a container.
pub(super) const CONTAINER_SECURITY: Block = Block {
    name: "the `securityContext` of a container",
    keys: CONTAINER_SECURITY_KEYS,
    is_all_sensitive: true,
};

const POD_KEYS: &[&str] = &[
    "activeDeadlineSeconds",
    "affinity",
    "automountServiceAccountToken",
    "containers",
    "dnsConfig",
    "dnsPolicy",
    "enableServiceLinks",
    "ephemeralContainers",
    "hostAliases",
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "hostUsers",
    "hostname",
    "hostnameOverride",
    "imagePullSecrets",
    "initContainers",
    "nodeName",
    "nodeSelector",
    "os",
    "overhead",
    "preemptionPolicy",
    "priority",
    "priorityClassName",
    "readinessGates",
    "resourceClaims",
    "resources",
    "restartPolicy",
    "runtimeClassName",
    "schedulerName",
    "schedulingGates",
    "securityContext",
    "serviceAccount",
    "serviceAccountName",
    "setHostnameAsFQDN",
    "shareProcessNamespace",
    "subdomain",
    "terminationGracePeriodSeconds",
    "tolerations",
    "topologySpreadConstraints",
    "volumes",
    "workloadRef",
];

const POD_SECURITY_KEYS: &[&str] = &[
    "appArmorProfile",
    "fsGroup",
    "fsGroupChangePolicy",
    "runAsGroup",
    "runAsNonRoot",
    "runAsUser",
    "seLinuxChangePolicy",
    "seLinuxOptions",
    "seccompProfile",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "sysctls",
    "windowsOptions",
];

const CONTAINER_KEYS: &[&str] = &[
    "args",
    "command",
    "env",
    "envFrom",
    "image",
    "imagePullPolicy",
    "lifecycle",
    "livenessProbe",
    "name",
    "ports",
    "readinessProbe",
    "resizePolicy",
    "resources",
    "restartPolicy",
    "restartPolicyRules",
    "securityContext",
    "startupProbe",
    "stdin",
    "stdinOnce",
    "targetContainerName",
    "terminationMessagePath",
    "terminationMessagePolicy",
    "tty",
    "volumeDevices",
    "volumeMounts",
    "workingDir",
];

const CONTAINER_SECURITY_KEYS: &[&str] = &[
    "allowPrivilegeEscalation",
    "appArmorProfile",
    "capabilities",
    "privileged",
    "procMount",
    "readOnlyRootFilesystem",
    "runAsGroup",
    "runAsNonRoot",
    "runAsUser",
    "seLinuxOptions",
    "seccompProfile",
    "windowsOptions",
];

/// The keys of a pod and of a container that a person could mean by an unknown key that matters
/// for security.
pub(super) const SENSITIVE: &[&str] = &[
    "automountServiceAccountToken",
    "env",
    "envFrom",
    "ephemeralContainers",
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "hostUsers",
    "image",
    "imagePullPolicy",
    "initContainers",
    "livenessProbe",
    "ports",
    "readinessProbe",
    "resources",
    "restartPolicy",
    "runtimeClassName",
    "securityContext",
    "serviceAccountName",
    "shareProcessNamespace",
    "startupProbe",
    "volumeMounts",
    "volumes",
];
