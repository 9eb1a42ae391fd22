//! Networks between containers.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A network that a Compose file declares.
    Network as "network" {
        /// The file.
        object -> ObjectId,
        ---
        /// The driver; assumed to be `bridge`.
        driver: String,
        /// The name that the engine knows it by; assumed to be made of the project's name and its own.
        engine_name: String,
        /// Whether somebody else makes it.
        external: bool,
        /// Whether it has no way out of the host.
        internal: bool,
        /// Whether any container of a swarm can join it.
        attachable: bool,
        /// Whether its traffic between machines is encrypted (driver `overlay`).
        encrypted: bool,
    }
}
