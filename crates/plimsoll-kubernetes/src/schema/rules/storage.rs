//! What is asked of claims, persistent volumes and the classes and drivers of storage.
//!
//! Source: `ValidatePersistentVolumeClaimSpec`, `ValidatePersistentVolumeSpec` in
//! `pkg/apis/core/validation`, and `pkg/apis/storage/validation`.

use super::{Format, Row, Wants, r};
use Wants::{Given, PositiveAmounts, Text, Unique, Word};

const ACCESS_MODES: &[&str] =
    &["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];
const MODES: &[&str] = &["Filesystem", "Block"];

pub(super) const ROWS: &[Row] = &[
    r("CSIDriverSpec", "fsGroupPolicy", Word(&["ReadWriteOnceWithFSType", "File", "None"])),
    r("CSIDriverSpec", "volumeLifecycleModes", Word(&["Persistent", "Ephemeral"])),
    r("CSINodeDriver", "name", Given),
    r("CSINodeDriver", "name", Text(Format::Driver)),
    r("CSINodeDriver", "nodeID", Given),
    r("CSINodeSpec", "drivers", Unique(&["name"])),
    r("PersistentVolumeClaimSpec", "accessModes", Given),
    r("PersistentVolumeClaimSpec", "accessModes", Word(ACCESS_MODES)),
    r("PersistentVolumeClaimSpec", "resources", Given),
    r("PersistentVolumeClaimSpec", "storageClassName", Text(Format::Subdomain)),
    r("PersistentVolumeClaimSpec", "volumeAttributesClassName", Text(Format::Subdomain)),
    r("PersistentVolumeClaimSpec", "volumeMode", Word(MODES)),
    r(
        "PersistentVolumeSpec",
        "",
        Wants::One(&[
            "awsElasticBlockStore",
            "azureDisk",
            "azureFile",
            "cephfs",
            "cinder",
            "csi",
            "fc",
            "flexVolume",
            "flocker",
            "gcePersistentDisk",
            "glusterfs",
            "hostPath",
            "iscsi",
            "local",
            "nfs",
            "photonPersistentDisk",
            "portworxVolume",
            "quobyte",
            "rbd",
            "scaleIO",
            "storageos",
            "vsphereVolume",
        ]),
    ),
    r("PersistentVolumeSpec", "accessModes", Given),
    r("PersistentVolumeSpec", "accessModes", Word(ACCESS_MODES)),
    r("PersistentVolumeSpec", "capacity", Given),
    r("PersistentVolumeSpec", "capacity", Wants::Filled),
    r("PersistentVolumeSpec", "capacity", PositiveAmounts),
    r(
        "PersistentVolumeSpec",
        "persistentVolumeReclaimPolicy",
        Word(&["", "Retain", "Delete", "Recycle"]),
    ),
    r("PersistentVolumeSpec", "storageClassName", Text(Format::Subdomain)),
    r("PersistentVolumeSpec", "volumeMode", Word(MODES)),
    r("StorageClass", "provisioner", Given),
    r("StorageClass", "provisioner", Text(Format::QualifiedAnyCase)),
    r("StorageClass", "reclaimPolicy", Word(&["", "Delete", "Retain"])),
    r("StorageClass", "volumeBindingMode", Word(&["Immediate", "WaitForFirstConsumer"])),
    r("VolumeAttachmentSpec", "attacher", Given),
    r("VolumeAttachmentSpec", "nodeName", Given),
    r("VolumeAttachmentSpec", "source", Given),
    r("VolumeAttributesClass", "driverName", Given),
    r("VolumeAttributesClass", "parameters", Given),
    r("VolumeNodeAffinity", "required", Given),
    r("VolumeResourceRequirements", "requests", PositiveAmounts),
];
