//! Kubernetes manifests as the API server sees them.
//!
//! Every object of every document becomes a subject, and every pod in it a workload with its
//! containers, wherever the kind keeps it. A container takes over what its pod states; what
//! neither states is what the API server and the node's runtime do then. Admission controllers,
//! other files and the cluster's own settings are not known here.

mod access;
mod account;
pub mod api_versions;
mod argo;
mod availability;
mod config_data;
mod container;
mod controller;
mod environment;
mod image;
mod ingress;
mod metadata;
mod namespace;
mod network_policy;
mod object;
mod placeholders;
mod pod;
mod pods;
mod ports;
mod probes;
mod resources;
mod scalar;
mod scheduling;
mod schema;
mod security;
mod selector;
mod service;
mod storage;
mod tekton;
mod unknown;
mod volumes;
mod webhook;

#[cfg(test)]
mod tests;

use crate::{file::File, subjects::Subjects, value::expand};

pub(crate) use pods::is_workload_with_selector;

/// The subjects of one file of manifests.
#[must_use]
pub fn lower(file: &File) -> Subjects {
    let mut subjects = Subjects::default();
    let is_partial = file.recognition.dialect.is_partial();
    let documents: Vec<_> = file
        .tree
        .documents()
        .iter()
        .zip(0u32..)
        .filter_map(|(document, position)| {
            let mut value = expand(&file.tree, file.id, document.root?, &file.errors);
            placeholders::mark(&mut value);
            Some((position, value))
        })
        .collect();
    let objects: Vec<_> = documents
        .iter()
        .flat_map(|(position, value)| object::objects(value, *position, is_partial))
        .collect();
    for object in &objects {
        object::lower(object, &objects, &mut subjects);
    }
    subjects
}
