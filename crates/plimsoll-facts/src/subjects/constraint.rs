//! What cluster-wide policies let pods do.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A `SecurityContextConstraints` of OpenShift: what pods may do that are admitted by it.
    PodConstraints as "pod-constraints" {
        /// The object.
        object -> ObjectId,
        ---
        /// What reaches beyond the pod, by the field that allows it: `allowPrivilegedContainer`.
        allowed: [String],
    }
}

subject! {
    /// A `K8sAllowedRepos` constraint of Gatekeeper: where images may come from.
    ImagePolicy as "image-policy" {
        /// The object.
        object -> ObjectId,
        ---
        /// What references of images have to begin with.
        prefixes: [String],
    }
}

subject! {
    /// An entry of an `EncryptionConfiguration` of the API server: how some resources are stored.
    EncryptedResources as "encrypted-resources" {
        /// The configuration.
        object -> ObjectId,
        ---
        /// The resources: `secrets`, `configmaps`, `*.apps`, `*.*`.
        resources: [String],
        /// The providers: `aescbc`, `kms`, `identity`, …; the first one encrypts, all can decrypt.
        providers: [String],
    }
}
