//! A volume of a pod.

use crate::{
    subject::subject,
    subjects::{Limit, Mode, MountKind, WorkloadId},
};

subject! {
    /// A volume that a Kubernetes pod declares, whether a container mounts it or not.
    Volume as "volume" {
        /// The workload that declares it.
        workload -> WorkloadId,
        /// What it holds.
        kind -> MountKind,
        ---
        /// The key that says what it is: `hostPath`, `secret`, …; `emptyDir` where none does.
        source_kind: String,
        /// Where it comes from: a cleaned host path, or the name of what it holds.
        source: String,
        /// What has to be at the path of the host, or is made there: `Directory`, `Socket`, …; empty for anything.
        host_path_type: String,
        /// What an `emptyDir` lives in: `Memory`, or empty for the disk of the node.
        medium: String,
        /// The size that an `emptyDir` can grow to at most, in bytes.
        size_limit: Limit,
        /// The permissions of its files, where the platform makes them: `0644`.
        default_mode: Mode,
        /// Seconds that a projected token of the service account is valid.
        token_lifetime: u64,
        /// Whom a projected token of the service account is for; empty for the API server.
        token_audience: String,
    }
}
