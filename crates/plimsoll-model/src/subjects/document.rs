//! Objects, and keys that no platform reads.

use crate::{
    subject::subject,
    subjects::{Annotation, Label},
};

subject! {
    /// A Kubernetes object, or the top level of a Compose file.
    Object as "object" {
        /// The document in its file, from zero.
        document -> u32,
        ---
        /// The API group and version (Kubernetes), or the obsolete `version` (Compose).
        api_version: String,
        /// The kind (Kubernetes).
        kind: String,
        /// The namespace that it names (Kubernetes).
        namespace: String,
        /// Its labels (Kubernetes).
        labels: [Label],
        /// Its annotations (Kubernetes).
        annotations: [Annotation],
        /// Whether another object owns it (Kubernetes).
        owned: bool,
        /// Fields that the API server writes and nobody else: `metadata.uid`, `status` (Kubernetes).
        server_fields: [String],
    }
}

subject! {
    /// A key in a block with security meaning that the platform does not know there.
    UnknownField as "unknown-field" {
        /// The key as written.
        key -> String,
        /// The block that it stands in, as its documentation calls it: `securityContext of a pod`.
        block -> &'static str,
        /// The key that was probably meant.
        nearest -> Option<&'static str>,
        /// The block where the platform does know this key.
        belongs_to -> Option<&'static str>,
        ---
        /// The value that has no effect.
        value: String,
    }
}
