//! A volume of a pod.

use crate::{
    subject::subject,
    subjects::{MountKind, WorkloadId},
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
    }
}
