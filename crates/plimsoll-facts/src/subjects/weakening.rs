//! Protection that one file or service has and another takes away.

use crate::{site::ViaKind, subject::subject};

subject! {
    /// A protection of a service that an override file, or a service that extends it, takes away.
    Weakening as "weakening" {
        /// The fact of the container: `read_only_root`.
        setting -> &'static str,
        /// The way by which the weaker setting lies over the stronger one.
        through -> ViaKind,
        ---
        /// The stronger setting, as text, where it is stated.
        before: String,
        /// The weaker setting, as text; its place is the line that decides.
        after: String,
    }
}
