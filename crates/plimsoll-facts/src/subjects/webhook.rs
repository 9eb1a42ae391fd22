//! Programs that the API server asks.

use crate::{
    subject::subject,
    subjects::{ObjectId, Selector},
};

subject! {
    /// One webhook of a Kubernetes `ValidatingWebhookConfiguration` or `MutatingWebhookConfiguration`.
    Webhook as "webhook" {
        /// The object.
        object -> ObjectId,
        /// Whether it can change what it is asked about.
        is_mutating -> bool,
        ---
        /// What happens to a request when it does not answer: `Fail` or `Ignore`.
        failure_policy: String,
        /// The address that it has outside of the cluster.
        url: String,
        /// Whether a certificate authority is named, by the field or by an annotation that has it filled in.
        has_authority: bool,
        /// The namespace of the service that it is.
        service_namespace: String,
        /// The name of the service that it is.
        service_name: String,
        /// The port of that service.
        service_port: u64,
        /// Seconds until it counts as not answering.
        timeout: u64,
        /// What else it changes when it is asked: `None`, `NoneOnDryRun`, ….
        side_effects: String,
        /// The namespaces whose objects it is asked about.
        namespaces: Selector,
        /// What it is asked about: `group/resource`, with `*` for all.
        resources: [String],
        /// When: `CREATE`, `UPDATE`, `DELETE`, `CONNECT` or `*`.
        operations: [String],
    }
}
