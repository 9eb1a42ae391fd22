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

impl Grant {
    /// Whether the role is one that every cluster brings, which has to be what it is.
    #[must_use]
    pub fn is_of_cluster(&self) -> bool {
        let name = &*self.identity.name;
        name.starts_with("system:") || matches!(name, "cluster-admin" | "admin" | "edit" | "view")
    }
}

impl Binding {
    /// Whether it is one of those that the cluster makes for itself.
    #[must_use]
    pub fn is_of_cluster(&self) -> bool {
        self.identity.name.starts_with("system:")
            && self.role_name.holds(|it| it.starts_with("system:"))
    }
}
