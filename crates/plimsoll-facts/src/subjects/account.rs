//! Who pods are to the API server.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A Kubernetes `ServiceAccount`.
    ServiceAccount as "service-account" {
        /// The object.
        object -> ObjectId,
        ---
        /// Whether its token is mounted into pods that do not say otherwise.
        token_mounted: bool,
        /// The secrets that images are pulled with, by name.
        image_pull_secrets: [String],
        /// The secrets that its pods may use, by name; a token among them never expires.
        secrets: [String],
    }
}
