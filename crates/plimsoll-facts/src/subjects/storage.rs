//! Storage that outlives pods.

use crate::{
    subject::subject,
    subjects::{Limit, ObjectId},
};

subject! {
    /// A Kubernetes `PersistentVolume`.
    PersistentVolume as "persistent-volume" {
        /// The object.
        object -> ObjectId,
        ---
        /// The key that says what it is: `hostPath`, `csi`, `nfs`, ….
        source_kind: String,
        /// The path of the host, cleaned; inapplicable for what is no part of a host.
        host_path: String,
        /// The storage class; empty for none.
        storage_class: String,
        /// What becomes of it when nobody claims it any more: `Retain`, `Delete` or `Recycle`.
        reclaim_policy: String,
        /// How it can be mounted: `ReadWriteOnce`, ….
        access_modes: [String],
        /// Its size in bytes.
        capacity: Limit,
    }
}

subject! {
    /// A Kubernetes `PersistentVolumeClaim`, or the template of one in a `StatefulSet`.
    VolumeClaim as "volume-claim" {
        /// The object, or the `StatefulSet`.
        object -> ObjectId,
        /// Whether it is a template.
        is_template -> bool,
        ---
        /// The storage class; empty for the cluster's default.
        storage_class: String,
        /// How it is mounted: `ReadWriteOnce`, ….
        access_modes: [String],
        /// The size that it asks for, in bytes.
        request: Limit,
        /// The volume that it wants; empty for any.
        volume: String,
    }
}
