//! Which versions of the API server's own kinds are deprecated, and what became of them.
//!
//! Facts: the `prerelease-lifecycle` functions of the published modules k8s.io/api (1.18 to
//! 1.37), k8s.io/kube-aggregator and k8s.io/apiextensions-apiserver, the releases from which types
//! have left these modules where that was earlier, and the *Deprecated API Migration Guide* of the
//! Kubernetes documentation. Whether a schema stays the same is judged by hand from that guide.

/// What became of one version of one or more kinds. Releases are the minors of 1.x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The group and version as an object names them: `policy/v1beta1`.
    pub api_version: &'static str,
    /// The kinds.
    pub kinds: &'static [&'static str],
    /// The release in which it was, or will be, deprecated.
    pub deprecated: u32,
    /// The first release whose API server does not serve it; `None` while nothing is planned.
    pub removed: Option<u32>,
    /// What takes its place; `None` for kinds that were given up.
    pub replacement: Option<Replacement>,
}

/// What takes the place of an old version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The group and version to write instead.
    pub api_version: &'static str,
    /// The kind to write instead, where it is another one.
    pub kind: Option<&'static str>,
    /// The first release whose API server serves it.
    pub since: u32,
    /// Whether objects mean the same with nothing changed but the version.
    pub is_same_schema: bool,
}

/// What became of `kind` in `api_version`; `None` for what is not deprecated, or unknown.
#[must_use]
pub fn lifecycle(api_version: &str, kind: &str) -> Option<&'static Lifecycle> {
    let kind = kind.strip_suffix("List").unwrap_or(kind);
    LIFECYCLES.iter().find(|it| it.api_version == api_version && it.kinds.contains(&kind))
}

impl Lifecycle {
    /// Whether an API server of the release 1.`minor` still serves it.
    #[must_use]
    pub fn is_served(&self, minor: u32) -> bool {
        self.removed.is_none_or(|removed| minor < removed)
    }
}

const fn to(api_version: &'static str, since: u32) -> Option<Replacement> {
    Some(Replacement { api_version, kind: None, since, is_same_schema: false })
}

const fn same(api_version: &'static str, since: u32) -> Option<Replacement> {
    Some(Replacement { api_version, kind: None, since, is_same_schema: true })
}

const fn row(
    api_version: &'static str,
    kinds: &'static [&'static str],
    deprecated: u32,
    removed: Option<u32>,
    replacement: Option<Replacement>,
) -> Lifecycle {
    Lifecycle { api_version, kinds, deprecated, removed, replacement }
}

/// Everything that is deprecated, sorted by version and first kind.
pub const LIFECYCLES: &[Lifecycle] = &[
    row(
        "admissionregistration.k8s.io/v1alpha1",
        &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
        35,
        Some(38),
        to("admissionregistration.k8s.io/v1", 36),
    ),
    row(
        "admissionregistration.k8s.io/v1alpha1",
        &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
        29,
        Some(32),
        same("admissionregistration.k8s.io/v1", 30),
    ),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
        37,
        Some(40),
        to("admissionregistration.k8s.io/v1", 36),
    ),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        16,
        Some(22),
        to("admissionregistration.k8s.io/v1", 16),
    ),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
        31,
        Some(34),
        same("admissionregistration.k8s.io/v1", 30),
    ),
    row(
        "apiextensions.k8s.io/v1beta1",
        &["CustomResourceDefinition"],
        16,
        Some(22),
        to("apiextensions.k8s.io/v1", 16),
    ),
    row(
        "apiregistration.k8s.io/v1beta1",
        &["APIService"],
        19,
        Some(22),
        same("apiregistration.k8s.io/v1", 10),
    ),
    row(
        "apps/v1beta1",
        &["ControllerRevision", "Deployment", "StatefulSet"],
        8,
        Some(16),
        to("apps/v1", 9),
    ),
    row(
        "apps/v1beta2",
        &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
        9,
        Some(16),
        to("apps/v1", 9),
    ),
    row("auditregistration.k8s.io/v1alpha1", &["AuditSink"], 19, Some(19), None),
    row(
        "authentication.k8s.io/v1alpha1",
        &["SelfSubjectReview"],
        29,
        Some(32),
        same("authentication.k8s.io/v1", 28),
    ),
    row(
        "authentication.k8s.io/v1beta1",
        &["SelfSubjectReview"],
        30,
        Some(33),
        same("authentication.k8s.io/v1", 28),
    ),
    row(
        "authentication.k8s.io/v1beta1",
        &["TokenReview"],
        19,
        Some(22),
        same("authentication.k8s.io/v1", 6),
    ),
    row(
        "authorization.k8s.io/v1beta1",
        &[
            "LocalSubjectAccessReview",
            "SelfSubjectAccessReview",
            "SelfSubjectRulesReview",
            "SubjectAccessReview",
        ],
        19,
        Some(22),
        to("authorization.k8s.io/v1", 6),
    ),
    row(
        "autoscaling/v2beta1",
        &["HorizontalPodAutoscaler"],
        22,
        Some(25),
        to("autoscaling/v2", 23),
    ),
    row(
        "autoscaling/v2beta2",
        &["HorizontalPodAutoscaler"],
        23,
        Some(26),
        same("autoscaling/v2", 23),
    ),
    row("batch/v1beta1", &["CronJob"], 21, Some(25), same("batch/v1", 21)),
    row("batch/v2alpha1", &["CronJob"], 21, Some(21), same("batch/v1", 21)),
    row(
        "certificates.k8s.io/v1alpha1",
        &["ClusterTrustBundle"],
        34,
        Some(37),
        same("certificates.k8s.io/v1beta1", 33),
    ),
    row(
        "certificates.k8s.io/v1alpha1",
        &["PodCertificateRequest"],
        35,
        Some(35),
        to("certificates.k8s.io/v1beta1", 35),
    ),
    row(
        "certificates.k8s.io/v1beta1",
        &["CertificateSigningRequest"],
        19,
        Some(22),
        to("certificates.k8s.io/v1", 19),
    ),
    row(
        "certificates.k8s.io/v1beta1",
        &["ClusterTrustBundle"],
        37,
        Some(40),
        to("certificates.k8s.io/v1", 37),
    ),
    row(
        "certificates.k8s.io/v1beta1",
        &["PodCertificateRequest"],
        37,
        Some(40),
        to("certificates.k8s.io/v1", 37),
    ),
    row(
        "coordination.k8s.io/v1alpha1",
        &["LeaseCandidate"],
        32,
        Some(32),
        to("coordination.k8s.io/v1beta1", 33),
    ),
    row(
        "coordination.k8s.io/v1alpha2",
        &["LeaseCandidate"],
        35,
        Some(38),
        to("coordination.k8s.io/v1beta1", 33),
    ),
    row(
        "coordination.k8s.io/v1beta1",
        &["Lease"],
        19,
        Some(22),
        same("coordination.k8s.io/v1", 14),
    ),
    row(
        "discovery.k8s.io/v1beta1",
        &["EndpointSlice"],
        21,
        Some(25),
        to("discovery.k8s.io/v1", 21),
    ),
    row("events.k8s.io/v1beta1", &["Event"], 22, Some(25), to("events.k8s.io/v1", 19)),
    row(
        "extensions/v1beta1",
        &["DaemonSet", "Deployment", "ReplicaSet"],
        8,
        Some(16),
        to("apps/v1", 9),
    ),
    row("extensions/v1beta1", &["Ingress"], 14, Some(22), to("networking.k8s.io/v1", 19)),
    row("extensions/v1beta1", &["NetworkPolicy"], 9, Some(16), same("networking.k8s.io/v1", 7)),
    row("extensions/v1beta1", &["PodSecurityPolicy"], 11, Some(16), None),
    row(
        "flowcontrol.apiserver.k8s.io/v1alpha1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        20,
        Some(21),
        to("flowcontrol.apiserver.k8s.io/v1", 29),
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        23,
        Some(26),
        to("flowcontrol.apiserver.k8s.io/v1", 29),
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        &["FlowSchema", "PriorityLevelConfiguration"],
        26,
        Some(29),
        to("flowcontrol.apiserver.k8s.io/v1", 29),
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        &["FlowSchema", "PriorityLevelConfiguration"],
        29,
        Some(32),
        to("flowcontrol.apiserver.k8s.io/v1", 29),
    ),
    row("networking.k8s.io/v1alpha1", &["ClusterCIDR"], 28, Some(29), None),
    row(
        "networking.k8s.io/v1alpha1",
        &["IPAddress", "ServiceCIDR"],
        30,
        Some(34),
        same("networking.k8s.io/v1", 33),
    ),
    row(
        "networking.k8s.io/v1beta1",
        &["IPAddress", "ServiceCIDR"],
        34,
        Some(37),
        same("networking.k8s.io/v1", 33),
    ),
    row("networking.k8s.io/v1beta1", &["Ingress"], 19, Some(22), to("networking.k8s.io/v1", 19)),
    row(
        "networking.k8s.io/v1beta1",
        &["IngressClass"],
        19,
        Some(22),
        same("networking.k8s.io/v1", 19),
    ),
    row("node.k8s.io/v1beta1", &["RuntimeClass"], 22, Some(25), same("node.k8s.io/v1", 20)),
    row("policy/v1beta1", &["PodDisruptionBudget"], 21, Some(25), to("policy/v1", 21)),
    row("policy/v1beta1", &["PodSecurityPolicy"], 21, Some(25), None),
    row(
        "rbac.authorization.k8s.io/v1alpha1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        17,
        Some(22),
        to("rbac.authorization.k8s.io/v1", 8),
    ),
    row(
        "rbac.authorization.k8s.io/v1beta1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        17,
        Some(22),
        same("rbac.authorization.k8s.io/v1", 8),
    ),
    row("resource.k8s.io/v1alpha2", &["PodSchedulingContext", "ResourceClass"], 31, Some(31), None),
    row(
        "resource.k8s.io/v1alpha2",
        &["ResourceClaim", "ResourceClaimTemplate"],
        31,
        Some(31),
        to("resource.k8s.io/v1", 34),
    ),
    row(
        "resource.k8s.io/v1alpha3",
        &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
        32,
        Some(34),
        to("resource.k8s.io/v1", 34),
    ),
    row(
        "resource.k8s.io/v1alpha3",
        &["DeviceTaintRule"],
        36,
        Some(39),
        to("resource.k8s.io/v1beta2", 36),
    ),
    row(
        "resource.k8s.io/v1beta1",
        &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
        35,
        Some(38),
        to("resource.k8s.io/v1", 34),
    ),
    row(
        "resource.k8s.io/v1beta2",
        &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
        36,
        Some(39),
        to("resource.k8s.io/v1", 34),
    ),
    row(
        "scheduling.k8s.io/v1alpha1",
        &["PriorityClass"],
        14,
        Some(17),
        same("scheduling.k8s.io/v1", 14),
    ),
    row(
        "scheduling.k8s.io/v1beta1",
        &["PriorityClass"],
        14,
        Some(22),
        same("scheduling.k8s.io/v1", 14),
    ),
    row("settings.k8s.io/v1alpha1", &["PodPreset"], 20, Some(20), None),
    row(
        "storage.k8s.io/v1alpha1",
        &["CSIStorageCapacity"],
        21,
        Some(24),
        same("storage.k8s.io/v1", 24),
    ),
    row(
        "storage.k8s.io/v1alpha1",
        &["VolumeAttachment"],
        21,
        Some(24),
        same("storage.k8s.io/v1", 13),
    ),
    row(
        "storage.k8s.io/v1alpha1",
        &["VolumeAttributesClass"],
        32,
        Some(35),
        same("storage.k8s.io/v1", 34),
    ),
    row("storage.k8s.io/v1beta1", &["CSIDriver"], 19, Some(22), same("storage.k8s.io/v1", 18)),
    row("storage.k8s.io/v1beta1", &["CSINode"], 17, Some(22), same("storage.k8s.io/v1", 17)),
    row(
        "storage.k8s.io/v1beta1",
        &["CSIStorageCapacity"],
        24,
        Some(27),
        same("storage.k8s.io/v1", 24),
    ),
    row("storage.k8s.io/v1beta1", &["StorageClass"], 19, Some(22), same("storage.k8s.io/v1", 6)),
    row(
        "storage.k8s.io/v1beta1",
        &["VolumeAttachment"],
        19,
        Some(22),
        same("storage.k8s.io/v1", 13),
    ),
    row(
        "storage.k8s.io/v1beta1",
        &["VolumeAttributesClass"],
        34,
        Some(37),
        same("storage.k8s.io/v1", 34),
    ),
    row(
        "storagemigration.k8s.io/v1alpha1",
        &["StorageVersionMigration"],
        33,
        Some(35),
        same("storagemigration.k8s.io/v1beta1", 35),
    ),
    row(
        "storagemigration.k8s.io/v1beta1",
        &["StorageVersionMigration"],
        37,
        Some(40),
        to("storagemigration.k8s.io/v1", 37),
    ),
    row("v1", &["ComponentStatus"], 19, None, None),
    row(
        "v1",
        &["Endpoints"],
        33,
        None,
        Some(Replacement {
            api_version: "discovery.k8s.io/v1",
            kind: Some("EndpointSlice"),
            since: 21,
            is_same_schema: false,
        }),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_leads_to_one_that_is_served_longer() {
        for row in LIFECYCLES {
            let name = format!("{} {:?}", row.api_version, row.kinds);
            assert!(row.removed.is_none_or(|removed| row.deprecated <= removed), "{name}");
            let Some(replacement) = row.replacement else { continue };
            assert_ne!(replacement.api_version, row.api_version, "{name}");
            for kind in row.kinds {
                let next = lifecycle(replacement.api_version, replacement.kind.unwrap_or(kind));
                let outlives =
                    next.is_none_or(|next| row.removed.is_some() && next.removed > row.removed);
                assert!(outlives, "{name} leads to {next:?}");
            }
        }
    }

    #[test]
    fn every_kind_of_a_version_has_one_row() {
        let mut seen: Vec<(&str, &str)> = LIFECYCLES
            .iter()
            .flat_map(|row| row.kinds.iter().map(|kind| (row.api_version, *kind)))
            .collect();
        let rows = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), rows);
        let keys = |row: &Lifecycle| (row.api_version, row.kinds[0]);
        assert!(LIFECYCLES.is_sorted_by_key(keys));
    }

    #[test]
    fn a_version_is_served_until_its_removal() {
        // Version, kind, last minor that serves it, replacement, whether a rename is enough.
        let cases = [
            ("extensions/v1beta1", "Ingress", 21, "networking.k8s.io/v1", false),
            ("extensions/v1beta1", "Deployment", 15, "apps/v1", false),
            ("batch/v1beta1", "CronJob", 24, "batch/v1", true),
            ("batch/v1beta1", "CronJobList", 24, "batch/v1", true),
            ("autoscaling/v2beta2", "HorizontalPodAutoscaler", 25, "autoscaling/v2", true),
            ("policy/v1beta1", "PodDisruptionBudget", 24, "policy/v1", false),
            (
                "flowcontrol.apiserver.k8s.io/v1beta1",
                "FlowSchema",
                25,
                "flowcontrol.apiserver.k8s.io/v1",
                false,
            ),
            (
                "flowcontrol.apiserver.k8s.io/v1beta3",
                "FlowSchema",
                31,
                "flowcontrol.apiserver.k8s.io/v1",
                false,
            ),
            ("storage.k8s.io/v1beta1", "CSIStorageCapacity", 26, "storage.k8s.io/v1", true),
        ];
        for (api_version, kind, last, replacement, is_same) in cases {
            let found = lifecycle(api_version, kind).unwrap();
            assert!(found.is_served(last) && !found.is_served(last + 1), "{api_version} {kind}");
            let found = found.replacement.unwrap();
            assert_eq!((found.api_version, found.is_same_schema), (replacement, is_same));
        }
        assert_eq!(lifecycle("policy/v1beta1", "PodSecurityPolicy").unwrap().replacement, None);
        let endpoints = lifecycle("v1", "Endpoints").unwrap();
        assert!(endpoints.is_served(99));
        assert_eq!(endpoints.replacement.unwrap().kind, Some("EndpointSlice"));
    }

    #[test]
    fn what_is_current_or_not_the_api_servers_has_no_row() {
        for (api_version, kind) in [
            ("apps/v1", "Deployment"),
            ("v1", "Pod"),
            ("example.com/v1beta1", "Ingress"),
            ("networking.k8s.io/v1", "Ingress"),
            ("policy/v1beta1", "Ingress"),
            ("", ""),
        ] {
            assert_eq!(lifecycle(api_version, kind), None);
        }
    }
}
