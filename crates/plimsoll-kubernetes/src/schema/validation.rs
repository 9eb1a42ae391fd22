//! What the API server refuses though every field has the right type: words of an enumeration that
//! do not exist, and fields that have to be there.
//!
//! Source: the validation functions of the API server (`pkg/apis/*/validation`) and the API
//! references. Lists hold what any known version takes, so that no version's word is refused.
//! Combinations of fields are in `conflicts`, names in `names`, quantities in `amounts`.

use plimsoll_diagnostics::Reaction;
use plimsoll_facts::{
    Origin, Versions,
    subjects::DefectKind,
    value::{Content, Member, Value},
};
use plimsoll_syntax::name_distance::nearest;
use plimsoll_yaml::Resolved;

/// Something that the API server refuses.
pub(super) struct Refusal<'v> {
    pub(super) kind: DefectKind,
    /// The value that is wrong, or that lacks something.
    pub(super) at: &'v Value,
    /// What its address has behind that of the mapping.
    pub(super) key: String,
    pub(super) message: String,
    /// The word that was meant, where that is certain.
    pub(super) meant: Option<&'static str>,
    /// The key, where a person looks at that rather than into the value.
    pub(super) shown: Option<Origin>,
    /// The other half of a contradiction.
    pub(super) other: Option<&'v Value>,
    /// What the platform makes of it, where that is not what it usually makes of the kind.
    pub(super) reaction: Option<Reaction>,
    /// The versions of Kubernetes that make that of it.
    pub(super) versions: Versions,
}

impl<'v> Refusal<'v> {
    /// That `member` contradicts `other`.
    pub(super) fn conflict(
        member: &'v Member,
        address: &str,
        message: String,
        other: &'v Value,
    ) -> Self {
        let is_single = matches!(member.value.content, Content::Scalar(_));
        Self {
            kind: DefectKind::Conflict,
            shown: (!is_single).then_some(member.key_at),
            other: Some(other),
            ..Self::invalid(&member.value, address, message)
        }
    }

    pub(super) fn invalid(at: &'v Value, key: &str, message: String) -> Self {
        let kind = DefectKind::InvalidValue;
        Self {
            kind,
            at,
            key: key.to_owned(),
            message,
            meant: None,
            shown: None,
            other: None,
            reaction: None,
            versions: Versions::ALL,
        }
    }

    pub(super) fn missing(at: &'v Value, key: &str, message: String) -> Self {
        Self { kind: DefectKind::Missing, ..Self::invalid(at, key, message) }
    }
}

/// A field of a type with the words that it takes, itself or as items.
type Words = (&'static str, &'static str, &'static [&'static str]);

const PROFILES: &[&str] = &["Localhost", "RuntimeDefault", "Unconfined"];
const PROTOCOLS: &[&str] = &["TCP", "UDP", "SCTP"];
const UPDATES: &[&str] = &["OnDelete", "RollingUpdate"];
const HONOURED: &[&str] = &["Honor", "Ignore"];
const ACCESS_MODES: &[&str] =
    &["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];
const RESTARTS: &[&str] = &["Always", "OnFailure", "Never"];
const TOLERATED: &[&str] = &["", "NoSchedule", "PreferNoSchedule", "NoExecute"];

const WORDS: &[Words] = &[
    ("AppArmorProfile", "type", PROFILES),
    ("Container", "imagePullPolicy", &["Always", "IfNotPresent", "Never"]),
    ("Container", "restartPolicy", RESTARTS),
    ("Container", "terminationMessagePolicy", &["File", "FallbackToLogsOnError"]),
    ("ContainerPort", "protocol", PROTOCOLS),
    ("CronJobSpec", "concurrencyPolicy", &["Allow", "Forbid", "Replace"]),
    ("DaemonSetUpdateStrategy", "type", UPDATES),
    ("DeploymentStrategy", "type", &["Recreate", "RollingUpdate"]),
    ("HTTPGetAction", "scheme", &["HTTP", "HTTPS"]),
    ("HTTPIngressPath", "pathType", &["Exact", "Prefix", "ImplementationSpecific"]),
    (
        "HostPathVolumeSource",
        "type",
        &[
            "",
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice",
        ],
    ),
    ("JobSpec", "completionMode", &["NonIndexed", "Indexed"]),
    ("JobSpec", "podReplacementPolicy", &["TerminatingOrFailed", "Failed"]),
    ("LabelSelectorRequirement", "operator", &["In", "NotIn", "Exists", "DoesNotExist"]),
    ("MetricSpec", "type", &["Object", "Pods", "Resource", "External", "ContainerResource"]),
    ("MetricTarget", "type", &["Utilization", "Value", "AverageValue"]),
    ("MutatingWebhook", "failurePolicy", &["Ignore", "Fail"]),
    ("MutatingWebhook", "matchPolicy", &["Exact", "Equivalent"]),
    ("MutatingWebhook", "reinvocationPolicy", &["Never", "IfNeeded"]),
    ("MutatingWebhook", "sideEffects", &["None", "NoneOnDryRun", "Some", "Unknown"]),
    ("NetworkPolicyPort", "protocol", PROTOCOLS),
    ("NetworkPolicySpec", "policyTypes", &["Ingress", "Egress"]),
    ("NodeSelectorRequirement", "operator", &["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
    ("PersistentVolumeClaimSpec", "accessModes", ACCESS_MODES),
    ("PersistentVolumeClaimSpec", "volumeMode", &["Filesystem", "Block"]),
    ("PersistentVolumeSpec", "accessModes", ACCESS_MODES),
    ("PersistentVolumeSpec", "persistentVolumeReclaimPolicy", &["Retain", "Delete", "Recycle"]),
    ("PersistentVolumeSpec", "volumeMode", &["Filesystem", "Block"]),
    ("PodDisruptionBudgetSpec", "unhealthyPodEvictionPolicy", &["IfHealthyBudget", "AlwaysAllow"]),
    ("PodOS", "name", &["linux", "windows"]),
    ("PodSecurityContext", "fsGroupChangePolicy", &["Always", "OnRootMismatch"]),
    ("PodSecurityContext", "supplementalGroupsPolicy", &["Merge", "Strict"]),
    ("PodSpec", "dnsPolicy", &["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]),
    ("PodSpec", "preemptionPolicy", &["Never", "PreemptLowerPriority"]),
    ("PodSpec", "restartPolicy", RESTARTS),
    ("PriorityClass", "preemptionPolicy", &["Never", "PreemptLowerPriority"]),
    ("RoleRef", "kind", &["Role", "ClusterRole"]),
    ("SeccompProfile", "type", PROFILES),
    ("SecurityContext", "procMount", &["Default", "Unmasked"]),
    ("ServicePort", "protocol", PROTOCOLS),
    ("ServiceSpec", "externalTrafficPolicy", &["", "Cluster", "Local"]),
    ("ServiceSpec", "internalTrafficPolicy", &["Cluster", "Local"]),
    ("ServiceSpec", "ipFamilies", &["IPv4", "IPv6"]),
    ("ServiceSpec", "ipFamilyPolicy", &["SingleStack", "PreferDualStack", "RequireDualStack"]),
    ("ServiceSpec", "sessionAffinity", &["", "None", "ClientIP"]),
    ("ServiceSpec", "type", &["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]),
    ("StatefulSetSpec", "podManagementPolicy", &["OrderedReady", "Parallel"]),
    ("StatefulSetUpdateStrategy", "type", UPDATES),
    ("StorageClass", "reclaimPolicy", &["Delete", "Retain", "Recycle"]),
    ("StorageClass", "volumeBindingMode", &["Immediate", "WaitForFirstConsumer"]),
    ("Toleration", "effect", TOLERATED),
    ("Toleration", "operator", &["", "Exists", "Equal", "Lt", "Gt"]),
    ("TopologySpreadConstraint", "nodeAffinityPolicy", HONOURED),
    ("TopologySpreadConstraint", "nodeTaintsPolicy", HONOURED),
    ("TopologySpreadConstraint", "whenUnsatisfiable", &["DoNotSchedule", "ScheduleAnyway"]),
    ("ValidatingWebhook", "failurePolicy", &["Ignore", "Fail"]),
    ("ValidatingWebhook", "matchPolicy", &["Exact", "Equivalent"]),
    ("ValidatingWebhook", "sideEffects", &["None", "NoneOnDryRun", "Some", "Unknown"]),
    ("VolumeMount", "mountPropagation", &["None", "HostToContainer", "Bidirectional"]),
    ("VolumeMount", "recursiveReadOnly", &["Disabled", "IfPossible", "Enabled"]),
];

/// Fields that a type cannot be without.
const NEEDED: &[(&str, &[&str])] = &[
    ("AppArmorProfile", &["type"]),
    ("ConfigMapKeySelector", &["key"]),
    ("Container", &["name", "image"]),
    ("ContainerPort", &["containerPort"]),
    ("CronJobSpec", &["schedule"]),
    ("CrossVersionObjectReference", &["kind", "name"]),
    ("DaemonSetSpec", &["selector"]),
    ("DeploymentSpec", &["selector"]),
    ("EnvVar", &["name"]),
    ("GRPCAction", &["port"]),
    ("HTTPGetAction", &["port"]),
    ("HTTPIngressRuleValue", &["paths"]),
    ("HTTPIngressPath", &["backend"]),
    ("HorizontalPodAutoscalerSpec", &["scaleTargetRef", "maxReplicas"]),
    ("HostPathVolumeSource", &["path"]),
    ("IPBlock", &["cidr"]),
    ("IngressServiceBackend", &["name", "port"]),
    ("KeyToPath", &["key", "path"]),
    ("LabelSelectorRequirement", &["key", "operator"]),
    ("MutatingWebhook", &["name", "clientConfig", "admissionReviewVersions", "sideEffects"]),
    ("NodeSelectorRequirement", &["key", "operator"]),
    ("ObjectFieldSelector", &["fieldPath"]),
    ("PersistentVolumeClaimSpec", &["resources"]),
    ("PersistentVolumeClaimVolumeSource", &["claimName"]),
    ("PodAffinityTerm", &["topologyKey"]),
    ("PodSpec", &["containers"]),
    ("PolicyRule", &["verbs"]),
    ("ReplicaSetSpec", &["selector"]),
    ("RoleRef", &["kind", "name"]),
    ("RuntimeClass", &["handler"]),
    ("SeccompProfile", &["type"]),
    ("SecretKeySelector", &["key"]),
    ("ServiceAccountTokenProjection", &["path"]),
    ("ServicePort", &["port"]),
    ("StatefulSetSpec", &["selector"]),
    ("StorageClass", &["provisioner"]),
    ("Sysctl", &["name"]),
    ("TCPSocketAction", &["port"]),
    ("TopologySpreadConstraint", &["maxSkew", "topologyKey", "whenUnsatisfiable"]),
    ("ValidatingWebhook", &["name", "clientConfig", "admissionReviewVersions", "sideEffects"]),
    ("Volume", &["name"]),
    ("VolumeDevice", &["name", "devicePath"]),
    ("VolumeMount", &["name", "mountPath"]),
];

/// The text of a member, where it is certain and a text.
pub(super) fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    text(value.get(key)?)
}

pub(super) fn text(value: &Value) -> Option<&str> {
    let text = value.text().filter(|it| it.unknown.is_none())?;
    matches!(text.resolved, Resolved::Str).then_some(&*text.value)
}

/// Fields that the API server drops before it validates, in the versions before the feature gate
/// is on by default (`pkg/features/kube_features.go`).
const GATED: &[(&str, Versions)] = &[
    ("hostUsers", Versions::since(1, 33)),
    ("procMount", Versions::since(1, 33)),
    ("supplementalGroupsPolicy", Versions::since(1, 33)),
];

/// The versions that look at a field.
pub(super) fn looked_at(key: &str) -> Versions {
    GATED.iter().find(|(name, _)| *name == key).map_or(Versions::ALL, |(_, since)| *since)
}

/// Words of `value`, a mapping of the type `of`, that the API server does not know.
pub(super) fn words<'v>(of: &str, value: &'v Value, found: &mut Vec<Refusal<'v>>) {
    for (_, key, words) in WORDS.iter().filter(|it| it.0 == of) {
        let Some(member) = value.get(key) else { continue };
        let items = match &member.content {
            Content::List { items, .. } => items.as_slice(),
            // An empty text is no value: the default takes its place.
            _ if text(member) == Some("") => continue,
            _ => std::slice::from_ref(member),
        };
        for item in items {
            let Some(text) = text(item).filter(|it| !words.contains(it)) else { continue };
            let same = words.iter().copied().find(|it| it.eq_ignore_ascii_case(text));
            let near = same.or_else(|| nearest(text, words.iter().copied()));
            let message = match near {
                Some(near) => format!("`{key}` cannot be `{text}`; it is spelt `{near}`"),
                None => format!("`{key}` cannot be `{text}`: it is {}", one_of(words)),
            };
            let versions = looked_at(key);
            found.push(Refusal { meant: same, versions, ..Refusal::invalid(item, key, message) });
        }
    }
}

fn one_of(words: &[&str]) -> String {
    let words: Vec<String> =
        words.iter().filter(|it| !it.is_empty()).map(|it| format!("`{it}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// What `value`, a mapping of the type `of`, lacks.
pub(super) fn needed<'v>(of: &str, value: &'v Value, found: &mut Vec<Refusal<'v>>) {
    let keys = NEEDED.iter().find(|it| it.0 == of).map_or(&[][..], |it| it.1);
    for key in keys {
        // A value that is there and null is left out.
        if value.get(key).is_none() {
            let at = value.get("name").unwrap_or(value);
            let message = format!("`{key}` has to be given");
            found.push(Refusal::missing(at, key, message));
        }
    }
}

/// Whether the object is as little as what people lay over another one: a file that no kustomization
/// in sight calls a patch can still be one.
pub(super) fn is_fragment(kind: &str, object: &Value) -> bool {
    let has = |path: &[&str]| object.dig(path).is_some_and(|it| !it.is_null());
    let runs = |path: &[&str]| {
        let containers = object.dig(path).map_or(&[][..], Value::items);
        containers.iter().any(|it| it.get("image").is_some())
    };
    match kind {
        "DaemonSet" | "Deployment" | "ReplicaSet" | "StatefulSet" => {
            !has(&["spec", "selector"]) && !has(&["spec", "template", "metadata", "labels"])
        }
        "Pod" => !runs(&["spec", "containers"]),
        "Job" | "PodTemplate" => {
            let at: &[&str] = if kind == "Job" { &["spec"] } else { &[] };
            !runs(&[at, &["template", "spec", "containers"]].concat())
        }
        "CronJob" => !runs(&["spec", "jobTemplate", "spec", "template", "spec", "containers"]),
        "Service" => !has(&["spec", "ports"]) && !has(&["spec", "selector"]),
        "HorizontalPodAutoscaler" => {
            !has(&["spec", "maxReplicas"]) || !has(&["spec", "scaleTargetRef"])
        }
        "PersistentVolumeClaim" => !has(&["spec", "accessModes"]),
        "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration" => {
            let webhooks = object.get("webhooks").map_or(&[][..], Value::items);
            webhooks.iter().any(|it| it.get("rules").is_none())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::TYPES, *};

    #[test]
    fn every_row_is_about_a_field_that_exists() {
        let has =
            |of: &str, key: &str| TYPES.iter().any(|it| it.name == of && it.field(key).is_some());
        for (of, key, _) in WORDS {
            assert!(has(of, key), "{of}.{key}");
        }
        for (of, keys) in NEEDED {
            for key in *keys {
                assert!(has(of, key), "{of}.{key}");
            }
        }
    }

    #[test]
    fn lists_of_words_are_short_sentences() {
        assert_eq!(one_of(&["", "A", "B", "C"]), "`A`, `B` or `C`");
        assert_eq!(one_of(&["A"]), "`A`");
    }
}
