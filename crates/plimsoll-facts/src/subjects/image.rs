//! The image of a container.

use crate::{
    subject::subject,
    subjects::{ContainerId, ImageReference},
};

subject! {
    /// The image of a container.
    Image as "image" {
        /// The container that runs it.
        container -> ContainerId,
        /// Whether the same file also says how to build it.
        is_built_here -> bool,
        ---
        /// The whole reference.
        reference: ImageReference,
        /// The host that it is pulled from; `docker.io` unless the reference names one.
        registry: String,
        /// The tag; empty where the reference has none and so means `latest`.
        tag: String,
        /// The digest, `sha256:…`; empty where the reference is not pinned.
        digest: String,
        /// When it is pulled: `always`, `missing`, `never`, …, in lower case.
        pull_policy: String,
    }
}
