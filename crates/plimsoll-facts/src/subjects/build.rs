//! How an image is built.

use crate::{
    subject::subject,
    subjects::{ContainerId, Namespace},
};

subject! {
    /// How a Compose service builds its image.
    Build as "build" {
        /// The container that the image is for.
        container -> ContainerId,
        ---
        /// Where the files come from: a cleaned path, or the address of a repository.
        context: String,
        /// Whether its steps have full access to the machine that builds.
        privileged: bool,
        /// Whose network its steps use.
        network_namespace: Namespace,
        /// Rights that the builder refuses unless they are asked for: `security.insecure`.
        entitlements: [String],
        /// SSH agents and keys that its steps can use.
        ssh: [String],
        /// Other places that files and images come from, and caches, as addresses.
        remote_sources: [String],
    }
}
