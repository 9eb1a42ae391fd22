//! A namespace of a cluster.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A Kubernetes namespace that the files declare, with what its labels ask of Pod Security
    /// admission. Without a label the plug-in's own settings count, which are `privileged` and
    /// `latest` unless the cluster's administrator changed them.
    ClusterNamespace as "namespace" {
        /// The object.
        object -> ObjectId,
        ---
        /// The level that pods must have to be let in.
        enforced_level: String,
        /// The release whose checks decide who is let in: `v1.34`, or `latest`.
        enforced_version: String,
        /// The level that pods must have not to be noted in the audit log.
        audited_level: String,
        /// The release whose checks decide what is noted in the audit log.
        audited_version: String,
        /// The level that pods must have not to be warned about.
        warned_level: String,
        /// The release whose checks decide what is warned about.
        warned_version: String,
    }
}
