//! An environment variable of a container.

use crate::{
    patch::Patch,
    subject::{Platform, subject},
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

impl Variable {
    /// Takes the variable away, so that the image decides; nothing where another place than the
    /// container's own gives it.
    #[must_use]
    pub fn remove(&self) -> Option<Patch> {
        let patch = self.value.remove().filter(|_| !self.value.is_inherited())?;
        let is_own = self.value.site().is_some_and(|it| it.steps().next().is_none());
        if self.identity.platform == Platform::Kubernetes && is_own {
            // A name without a value would still be a variable, an empty one.
            return Some(Patch::Remove { at: self.identity.owner });
        }
        Some(patch)
    }
}
