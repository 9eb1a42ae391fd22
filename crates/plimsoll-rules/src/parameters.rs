//! What a project says about its own world; shared by all rules.

use crate::pod_security::Level;

/// Facts about the world of a project that no file of it states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameters {
    /// The minor version of Kubernetes that the manifests are for: 34 for `1.34`.
    pub kubernetes_minor: u32,
    /// The level of the Pod Security Standards that the cluster enforces in namespaces whose labels
    /// the files do not show.
    pub pod_security_level: Level,
    /// Registries that images may come from; empty where the project does not care.
    pub trusted_registries: Vec<String>,
    /// Capabilities that any container may add, in upper case without `CAP_`.
    pub allowed_capabilities: Vec<String>,
    /// Host paths that any container may mount, with everything below them.
    pub allowed_host_paths: Vec<String>,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            kubernetes_minor: 34,
            pod_security_level: Level::Privileged,
            trusted_registries: Vec::new(),
            allowed_capabilities: Vec::new(),
            allowed_host_paths: Vec::new(),
        }
    }
}
