//! Who may do what, as the RBAC authorizer reads it.

use std::fmt;

use crate::{
    subject::subject,
    subjects::{ObjectId, Selector},
};

/// Somebody that a role is given to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Principal {
    /// `User`, `Group` or `ServiceAccount`.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The namespace of a service account; empty for the others.
    pub namespace: String,
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.namespace {
            "" => write!(f, "{} {}", self.kind, self.name),
            namespace => write!(f, "{} {namespace}/{}", self.kind, self.name),
        }
    }
}

subject! {
    /// One rule of a Kubernetes `Role` or `ClusterRole`: any of the verbs on any of the resources.
    Grant as "grant" {
        /// The role.
        object -> ObjectId,
        /// Whether the role counts in every namespace (`ClusterRole`) where a `ClusterRoleBinding` gives it.
        is_cluster_wide -> bool,
        ---
        /// The verbs: `get`, `list`, `escalate`, or `*` for all.
        verbs: [String],
        /// The API groups; the empty one is the core, `*` is all.
        api_groups: [String],
        /// The resources, with subresources after a slash: `pods/exec`; `*` is all, subresources included, and `*/scale` one subresource of all.
        resources: [String],
        /// The only objects that it is about, by name; none means all.
        resource_names: [String],
        /// Paths of the API server that are no resources: `/metrics`, `/debug/*`.
        paths: [String],
    }
}

subject! {
    /// A Kubernetes `ClusterRole` that is put together from the rules of others.
    Aggregation as "aggregation" {
        /// The role.
        object -> ObjectId,
        ---
        /// Which roles' rules it has, by their labels; any selector is enough.
        selectors: [Selector],
    }
}

subject! {
    /// A Kubernetes `RoleBinding` or `ClusterRoleBinding`: who has a role.
    Binding as "binding" {
        /// The binding.
        object -> ObjectId,
        /// Whether it gives the role in every namespace (`ClusterRoleBinding`).
        is_cluster_wide -> bool,
        ---
        /// The kind of the role: `Role` or `ClusterRole`.
        role_kind: String,
        /// The name of the role.
        role_name: String,
        /// Who has it.
        principals: [Principal],
    }
}

impl Grant {
    /// Whether it allows `verb`, a wildcard counted.
    #[must_use]
    pub fn allows(&self, verb: &str) -> bool {
        self.verbs.has(|it| it == "*" || it == verb)
    }

    /// Whether it covers `resource` of `group`, for all objects: wildcards count, as the
    /// authorizer matches them, and a list of names makes it cover none.
    ///
    /// `resource` has its subresource after a slash.
    #[must_use]
    pub fn covers(&self, group: &str, resource: &str) -> bool {
        self.resource_names.items.is_empty()
            && self.resource_names.whole.holds(|it| *it == 0)
            && self.is_about(group, resource)
    }

    /// Whether it covers objects of `resource` of `group` that it lists by one of `names`.
    #[must_use]
    pub fn covers_named(&self, group: &str, resource: &str, names: &[&str]) -> bool {
        self.resource_names.has(|it| names.contains(&&**it)) && self.is_about(group, resource)
    }

    fn is_about(&self, group: &str, resource: &str) -> bool {
        let any_subresource = resource.split_once('/').map(|(_, sub)| format!("*/{sub}"));
        self.api_groups.has(|it| it == "*" || it == group)
            && self
                .resources
                .has(|it| it == "*" || it == resource || Some(it) == any_subresource.as_ref())
    }
}

/// The ClusterRoles that the API server of Kubernetes 1.37 brings, in order. `admin`, `edit` and
/// `view` are not among them: theirs have no rules of their own, but are put together from others
/// (bootstrap policy of the RBAC authorizer).
const BUILT_IN: &[&str] = &[
    "cluster-admin",
    "system:aggregate-to-admin",
    "system:aggregate-to-edit",
    "system:aggregate-to-view",
    "system:auth-delegator",
    "system:basic-user",
    "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
    "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
    "system:certificates.k8s.io:kube-apiserver-client-approver",
    "system:certificates.k8s.io:kube-apiserver-client-kubelet-approver",
    "system:certificates.k8s.io:kubelet-serving-approver",
    "system:certificates.k8s.io:legacy-unknown-approver",
    "system:cluster-trust-bundle-discovery",
    "system:controller:attachdetach-controller",
    "system:controller:certificate-controller",
    "system:controller:clusterrole-aggregation-controller",
    "system:controller:cronjob-controller",
    "system:controller:daemon-set-controller",
    "system:controller:deployment-controller",
    "system:controller:device-taint-eviction-controller",
    "system:controller:disruption-controller",
    "system:controller:endpoint-controller",
    "system:controller:endpointslice-controller",
    "system:controller:endpointslicemirroring-controller",
    "system:controller:ephemeral-volume-controller",
    "system:controller:expand-controller",
    "system:controller:generic-garbage-collector",
    "system:controller:horizontal-pod-autoscaler",
    "system:controller:job-controller",
    "system:controller:kube-apiserver-serving-clustertrustbundle-publisher",
    "system:controller:legacy-service-account-token-cleaner",
    "system:controller:namespace-controller",
    "system:controller:node-controller",
    "system:controller:persistent-volume-binder",
    "system:controller:pod-garbage-collector",
    "system:controller:podcertificaterequestcleaner",
    "system:controller:pv-protection-controller",
    "system:controller:pvc-protection-controller",
    "system:controller:replicaset-controller",
    "system:controller:replication-controller",
    "system:controller:resource-claim-controller",
    "system:controller:resourcequota-controller",
    "system:controller:root-ca-cert-publisher",
    "system:controller:route-controller",
    "system:controller:selinux-warning-controller",
    "system:controller:service-account-controller",
    "system:controller:service-cidrs-controller",
    "system:controller:service-controller",
    "system:controller:statefulset-controller",
    "system:controller:storage-version-migrator-controller",
    "system:controller:ttl-after-finished-controller",
    "system:controller:ttl-controller",
    "system:controller:validatingadmissionpolicy-status-controller",
    "system:controller:volumeattributesclass-protection-controller",
    "system:discovery",
    "system:heapster",
    "system:kube-aggregator",
    "system:kube-controller-manager",
    "system:kube-dns",
    "system:kube-scheduler",
    "system:kubelet-api-admin",
    "system:monitoring",
    "system:node",
    "system:node-bootstrapper",
    "system:node-problem-detector",
    "system:node-proxier",
    "system:persistent-volume-provisioner",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
    "system:volume-scheduler",
];

/// The namespaced roles that it brings to `kube-system`.
const BUILT_IN_SYSTEM: &[&str] = &[
    "extension-apiserver-authentication-reader",
    "system::leader-locking-kube-controller-manager",
    "system::leader-locking-kube-scheduler",
    "system:controller:bootstrap-signer",
    "system:controller:cloud-provider",
    "system:controller:token-cleaner",
];

impl Grant {
    /// Whether the role is by its kind, its place and its whole name one that every cluster brings,
    /// which has to be what it is. The prefix `system:` alone is nobody's.
    #[must_use]
    pub fn is_of_cluster(&self) -> bool {
        let name = &*self.identity.name;
        match self.is_cluster_wide {
            true => BUILT_IN.binary_search(&name).is_ok(),
            false => {
                self.identity.address.starts_with("Role/kube-system/")
                    && BUILT_IN_SYSTEM.binary_search(&name).is_ok()
            }
        }
    }
}

impl Binding {
    /// Whether it is one of those that the cluster makes for itself: of a role that it brings, by
    /// the name of that role.
    #[must_use]
    pub fn is_of_cluster(&self) -> bool {
        let name = &*self.identity.name;
        self.is_cluster_wide
            && name.starts_with("system:")
            && BUILT_IN.binary_search(&name).is_ok()
            && self.role_name.holds(|it| it == name)
    }
}
