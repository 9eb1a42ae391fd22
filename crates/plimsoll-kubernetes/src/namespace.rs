//! Namespaces, and the labels by which they ask for Pod Security admission.

use plimsoll_facts::{
    Path,
    read::{Silence, string},
    subjects::{ClusterNamespace, ObjectId, Subjects},
};

use super::manifest::Manifest;

/// Adds the object, if it is a namespace.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    if manifest.kind() != "Namespace" || !manifest.group().is_empty() {
        return;
    }
    let reader = manifest.reader();
    let level = |path: Path| reader.fact(path, Silence::Means("privileged".to_owned()), string);
    let version = |path: Path| reader.fact(path, Silence::Means("latest".to_owned()), string);
    subjects.namespaces.push(ClusterNamespace {
        identity: manifest.identity(),
        object,
        enforced_level: level(&["metadata", "labels", "pod-security.kubernetes.io/enforce"]),
        enforced_version: version(&[
            "metadata",
            "labels",
            "pod-security.kubernetes.io/enforce-version",
        ]),
        audited_level: level(&["metadata", "labels", "pod-security.kubernetes.io/audit"]),
        audited_version: version(&[
            "metadata",
            "labels",
            "pod-security.kubernetes.io/audit-version",
        ]),
        warned_level: level(&["metadata", "labels", "pod-security.kubernetes.io/warn"]),
        warned_version: version(&["metadata", "labels", "pod-security.kubernetes.io/warn-version"]),
    });
}
