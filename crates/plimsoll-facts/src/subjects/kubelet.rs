//! The agent of every node of a Kubernetes cluster.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A `KubeletConfiguration`: how the agent of a Kubernetes node answers, and whom.
    Kubelet as "kubelet" {
        /// The configuration.
        object -> ObjectId,
        ---
        /// Whether it answers requests without credentials.
        anonymous_requests: bool,
        /// Who decides what others may ask of it: `Webhook`, which is the API server, or `AlwaysAllow`.
        authorization: String,
        /// The port on which it answers everybody without asking who they are; 0 for none.
        read_only_port: u64,
        /// Whether it renews the certificate by which the API server knows it.
        certificate_rotation: bool,
        /// Whether it renews the certificate that it answers with.
        server_certificate_rotation: bool,
        /// The suites of TLS that it offers; none stands for those of Go.
        cipher_suites: [String],
        /// The oldest version of TLS that it takes: `VersionTLS12`; empty for that of Go.
        tls_min_version: String,
    }
}
