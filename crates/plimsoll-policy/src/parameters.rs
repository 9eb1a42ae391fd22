//! What a block can ask of the parameters of a run.

use plimsoll_model::Shape;

/// What `parameters` can be asked: name, shape, meaning.
pub(crate) const PARAMETERS: &[(&str, Shape, &str)] = &[
    (
        "compose_version",
        Shape::Word(&["2.40", "5.7"]),
        "The version of Docker Compose that reads the Compose files.",
    ),
    (
        "kubernetes_minor",
        Shape::Number,
        "The minor version of Kubernetes that the manifests are for: 34 for `1.34`.",
    ),
    (
        "pod_security_level",
        Shape::Word(&["privileged", "baseline", "restricted"]),
        "The level of the Pod Security Standards that the cluster enforces where labels do not say.",
    ),
    ("trusted_registries", Shape::List(&Shape::Text), "Registries that images may come from."),
    (
        "allowed_capabilities",
        Shape::List(&Shape::Text),
        "Capabilities that any container may add, in upper case without `CAP_`.",
    ),
    ("allowed_host_paths", Shape::List(&Shape::Text), "Host paths that any container may mount."),
];
