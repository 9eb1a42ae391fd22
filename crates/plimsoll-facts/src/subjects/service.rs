//! How traffic gets to pods: services, and the ingress rules in front of them.

use crate::{
    subject::subject,
    subjects::{Label, ObjectId, PortReference},
};

subject! {
    /// A Kubernetes `Service`: a name and an address in front of pods.
    Service as "service" {
        /// The object.
        object -> ObjectId,
        ---
        /// How it can be reached: `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
        service_type: String,
        /// The labels of the pods that it leads to; none where somebody else keeps its endpoints.
        selector: [Label],
        /// The address in the cluster: empty for one that is chosen, `None` for a headless service.
        cluster_ip: String,
        /// Addresses outside of the cluster that it claims the traffic of.
        external_ips: [String],
        /// The host that an `ExternalName` stands for.
        external_name: String,
        /// The only addresses that its load balancer lets through, in CIDR notation; none means all.
        source_ranges: [String],
        /// Whether an annotation of a known provider keeps its load balancer off the internet.
        internal_load_balancer: bool,
        /// The address that its load balancer is asked to have, by a field that is deprecated.
        load_balancer_ip: String,
        /// Where traffic from outside may go: `Cluster` or `Local`.
        external_traffic_policy: String,
        /// Whether it leads to pods that are not ready.
        publishes_not_ready: bool,
        /// The workloads of these files that its selector chooses, by name; none is certain only if nothing else could be chosen.
        chosen: [String],
    }
}

subject! {
    /// A port of a Kubernetes `Service`.
    ServicePort as "service-port" {
        /// The service.
        object -> ObjectId,
        ---
        /// Its name; empty where it has none.
        name: String,
        /// Its number, valid or not.
        port: u64,
        /// The port of the pods that it leads to.
        target: PortReference,
        /// Whether a container that the service leads to has a port of the name; inapplicable to numbers.
        target_declared: bool,
        /// The port that is open on every node; zero for one that is chosen, or none.
        node_port: u64,
        /// The transport protocol: `TCP`, `UDP` or `SCTP`.
        protocol: String,
        /// The protocol that is spoken there, where it says so.
        app_protocol: String,
    }
}

subject! {
    /// A Kubernetes `Ingress`.
    Ingress as "ingress" {
        /// The object.
        object -> ObjectId,
        ---
        /// The class, by field or by annotation; empty for the cluster's default.
        class: String,
        /// The class by the annotation `kubernetes.io/ingress.class` that the field has replaced.
        class_annotation: String,
        /// Hosts that it has certificates for; an empty one stands for an entry without hosts.
        tls_hosts: [String],
        /// Whether everything that no rule takes goes to a service.
        has_default_backend: bool,
        /// The number of its rules.
        rules: u64,
    }
}

subject! {
    /// One way through a Kubernetes `Ingress`: a host and a path that lead to a backend; the default backend too.
    IngressRoute as "ingress-route" {
        /// The ingress.
        object -> ObjectId,
        /// Whether it is the default backend.
        is_default -> bool,
        ---
        /// The host; empty for every host.
        host: String,
        /// Whether the ingress has a certificate for the host.
        encrypted: bool,
        /// The path; empty for every path.
        path: String,
        /// How the path is compared: `Exact`, `Prefix` or `ImplementationSpecific`.
        path_type: String,
        /// The service that it leads to; inapplicable where it leads to another resource.
        service: String,
        /// The port of that service.
        port: PortReference,
    }
}
