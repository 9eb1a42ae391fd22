//! A port that is opened to something outside the container.

use crate::{
    subject::subject,
    subjects::{ContainerId, Interface, NumberRange, Protocol},
};

subject! {
    /// A port of a container that is reachable through its host: Compose `ports`, Kubernetes `hostPort`.
    Port as "port" {
        /// The container that listens.
        container -> ContainerId,
        ---
        /// The addresses of the host on which it is reachable.
        interface: Interface,
        /// The ports on the host; zero where the platform picks one.
        published: NumberRange,
        /// The ports in the container.
        target: NumberRange,
        /// The protocol.
        protocol: Protocol,
    }
}
