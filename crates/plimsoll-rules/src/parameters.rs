//! What a project says about its own world; shared by all rules.

/// Facts about the world of a project that no file of it states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameters {
    /// The minor version of Kubernetes that the manifests are for: 34 for `1.34`.
    pub kubernetes_minor: u32,
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
            trusted_registries: Vec::new(),
            allowed_capabilities: Vec::new(),
            allowed_host_paths: Vec::new(),
        }
    }
}
