//! Objects, and keys that no platform reads.

use crate::{
    Patch,
    subject::subject,
    subjects::{Annotation, Label, Redacted},
};

subject! {
    /// A Kubernetes object, or the top level of a Compose file.
    Object as "object" {
        /// The document in its file, from zero.
        document -> u32,
        ---
        /// The API group and version (Kubernetes), or the obsolete `version` (Compose).
        api_version: String,
        /// The kind (Kubernetes).
        kind: String,
        /// The namespace that it names (Kubernetes).
        namespace: String,
        /// Its labels (Kubernetes).
        labels: [Label],
        /// Its annotations (Kubernetes).
        annotations: [Annotation],
        /// Whether another object owns it (Kubernetes).
        owned: bool,
        /// Fields that the API server writes and nobody else: `metadata.uid`, `status` (Kubernetes).
        server_fields: [String],
        /// Files from elsewhere that it includes or extends, by address (Compose).
        remote_files: [String],
    }
}

subject! {
    /// A key that the platform does not know where it stands.
    UnknownField as "unknown-field" {
        /// The key as written.
        key -> String,
        /// The block that it stands in, as the platform's documentation calls it: `PodSecurityContext`.
        block -> String,
        /// The key that was probably meant.
        nearest -> Option<&'static str>,
        /// The block where the platform does know this key.
        belongs_to -> Option<String>,
        ---
        /// The value that has no effect.
        value: Redacted,
    }
}

subject! {
    /// A value of another type than the Kubernetes API has there.
    WrongType as "wrong-type" {
        /// What it should be: `text`, `a whole number`, ….
        wanted -> &'static str,
        /// What it is.
        found -> &'static str,
        /// The value that was meant, where nothing but its quotes is wrong.
        meant -> Option<Redacted>,
        ---
        /// The value; no output shows it.
        value: Redacted,
    }
}

subject! {
    /// A field that not every version of Kubernetes has.
    VersionedField as "versioned-field" {
        /// The first minor version that has it: 29 for 1.29; none for one that was there before 1.18.
        since -> Option<u32>,
        /// The last minor version that has it; none for one that is still there.
        until -> Option<u32>,
        ---
        /// The value; no output shows it.
        value: Redacted,
    }
}

impl WrongType {
    /// The change that gives the value the type that was meant, where quotes decide it.
    #[must_use]
    pub fn correction(&self) -> Option<Patch> {
        let meant = self.meant.as_ref()?.reveal();
        match self.wanted {
            "text" => self.value.set(meant),
            "true or false" => self.value.set(meant == "true"),
            "a whole number" => self.value.set(meant.parse::<i64>().ok()?),
            _ => None,
        }
    }
}
