//! What configuration and secrets hold.

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
