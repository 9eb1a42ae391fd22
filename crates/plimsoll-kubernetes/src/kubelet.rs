//! Configurations of kubelets, as the kubelet.config.k8s.io/v1beta1 API reference has them.

use plimsoll_facts::{
    read::Silence,
    subjects::{Kubelet, ObjectId, Subjects},
};

use super::{
    manifest::Manifest,
    scalar::boolean,
    settings::open,
    settings::{count, text, texts},
};

/// Adds the object, if it is one.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    if (manifest.group(), manifest.kind()) != ("kubelet.config.k8s.io", "KubeletConfiguration") {
        return;
    }
    let reader = manifest.reader();
    subjects.kubelets.push(Kubelet {
        identity: manifest.identity(),
        object,
        anonymous_requests: reader.fact(
            &["authentication", "anonymous", "enabled"],
            Silence::Means(false),
            boolean,
        ),
        authorization: text(&reader, &["authorization", "mode"], "Webhook"),
        read_only_port: count(&reader, &["readOnlyPort"], Silence::Means(0)),
        certificate_rotation: reader.fact(&["rotateCertificates"], Silence::Means(false), boolean),
        server_certificate_rotation: reader.fact(
            &["featureGates", "RotateKubeletServerCertificate"],
            Silence::Means(true),
            boolean,
        ),
        cipher_suites: open(&reader, texts(&reader, &["tlsCipherSuites"])),
        tls_min_version: text(&reader, &["tlsMinVersion"], ""),
    });
}
