//! What configuration and secrets hold.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    subject::subject,
    subjects::{ObjectId, Redacted},
};

subject! {
    /// A Kubernetes `ConfigMap` or `Secret`.
    ConfigData as "config-data" {
        /// The object.
        object -> ObjectId,
        /// Whether it is a `Secret`.
        is_secret -> bool,
        ---
        /// The type of a `Secret`: `Opaque`, `kubernetes.io/tls`, ….
        secret_type: String,
        /// Whether its content can no longer change.
        immutable: bool,
        /// Whether its values are encrypted in the file, as SOPS does it.
        encrypted: bool,
        /// The number of its entries.
        entries: u64,
    }
}

subject! {
    /// An entry of a Kubernetes `ConfigMap` or `Secret`.
    DataEntry as "data-entry" {
        /// The object.
        object -> ObjectId,
        /// Whether it is one of a `Secret`.
        is_secret -> bool,
        /// The key.
        key -> String,
        /// Whether the value is written as base64: `data` of a `Secret`, `binaryData` of a `ConfigMap`.
        is_encoded -> bool,
        ---
        /// The value as written; no output shows that of a `Secret`.
        value: Redacted,
    }
}

impl DataEntry {
    /// The bytes that programs get; `None` where the value is unknown, or is to be base64 and is not.
    #[must_use]
    pub fn decoded(&self) -> Option<Vec<u8>> {
        let value = self.value.known()?.reveal();
        if !self.is_encoded {
            return Some(value.as_bytes().to_vec());
        }
        // The API server's decoder skips line breaks.
        let text: String = value.chars().filter(|it| !matches!(it, '\r' | '\n')).collect();
        STANDARD.decode(text).ok()
    }
}
