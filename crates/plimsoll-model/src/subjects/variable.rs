//! An environment variable of a container.

use crate::{
    subject::subject,
    subjects::{ContainerId, Redacted},
};

subject! {
    /// An environment variable with a value written in the file; not one that is taken from elsewhere.
    Variable as "variable" {
        /// The container that gets it.
        container -> ContainerId,
        ---
        /// The value; never shown where it looks like a secret.
        value: Redacted,
    }
}
