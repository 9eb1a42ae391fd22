//! The Gateway API: where traffic comes in, and who may lead it where.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A listener of a Kubernetes `Gateway`.
    Listener as "listener" {
        /// The gateway.
        object -> ObjectId,
        ---
        /// The protocol: `HTTP`, `HTTPS`, `TLS`, `TCP` or `UDP`.
        protocol: String,
        /// The port.
        port: u64,
        /// The namespaces whose routes may use it: `Same`, `All` or `Selector`.
        namespaces: String,
    }
}

subject! {
    /// A Kubernetes `ReferenceGrant`: objects of other namespaces may name objects of its own.
    ReferenceGrant as "reference-grant" {
        /// The object.
        object -> ObjectId,
        ---
        /// Who may: `HTTPRoute of shop`.
        sources: [String],
        /// What: `Service web`, or `Secret` for every one.
        targets: [String],
    }
}
