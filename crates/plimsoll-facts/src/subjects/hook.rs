//! Commands that a platform runs in or beside a container at a point of its life.

use crate::{
    subject::subject,
    subjects::{ContainerId, Redacted, User},
};

subject! {
    /// A command that Compose runs when a container starts, stops or changes: `post_start`, `pre_stop`, `pre_start`, `develop.watch.exec`.
    Hook as "hook" {
        /// The container that it belongs to.
        container -> ContainerId,
        /// The key that it is listed under: `post_start`.
        moment -> &'static str,
        ---
        /// Whether it has full access to the host, whatever its container has.
        privileged: bool,
        /// The user that it runs as; assumed to be that of its container.
        user: User,
        /// Its words.
        command: [Redacted],
        /// The image that it runs in; empty for that of its container.
        image: String,
    }
}
