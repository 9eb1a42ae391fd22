//! Something mounted into a container.

use crate::{
    subject::subject,
    subjects::{ContainerId, Limit, MountKind, Propagation},
};

subject! {
    /// Something mounted into a container.
    Mount as "mount" {
        /// The container that it is mounted into.
        container -> ContainerId,
        /// What is mounted.
        kind -> MountKind,
        ---
        /// Where it comes from: a cleaned host path for a bind mount, a name for a volume.
        source: String,
        /// Where it appears in the container.
        target: String,
        /// Whether the container can only read it.
        read_only: bool,
        /// Whether mounts made inside reach the host, or the other way round.
        propagation: Propagation,
        /// Whether programs on it can be run.
        executable: bool,
        /// The size that it can grow to at most, in bytes; for mounts that live in memory or on the node.
        size_limit: Limit,
        /// Options as written, in the spelling of the file.
        options: [String],
        /// Options that the platform ignores without a word, or refuses.
        unknown_options: [String],
    }
}
