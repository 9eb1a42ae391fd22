//! Kubernetes manifests as the API server sees them.
//!
//! Every object of every document becomes a subject, and every pod in it a workload with its
//! containers, wherever the kind keeps it. A container takes over what its pod states; what
//! neither states is what the API server and the node's runtime do then. Admission controllers,
//! other files and the cluster's own settings are not known here.
//!
//! Where the next thing goes: a kind to a module of its own that `object` calls, a setting of pods
//! to `workload` or `container`, a kind that keeps pods in its own way to `pods`, what the API server
//! refuses to `schema`, what kustomize does to `kustomize`. The last two do not know each other.

mod access;
mod account;
pub mod admission;
pub mod api_versions;
mod availability;
mod config_data;
mod constraint;
mod container;
mod controller;
mod environment;
mod gateway;
mod image;
mod ingress;
mod kubelet;
pub mod kustomize;
mod level;
mod links;
mod manifest;
mod metadata;
mod namespace;
mod network_policy;
mod object;
mod placeholders;
mod pod;
mod pods;
mod ports;
mod probes;
mod references;
pub mod rendered;
mod resources;
mod scalar;
mod scheduling;
pub mod schema;
mod security;
mod selector;
mod service;
mod settings;
mod sight;
mod storage;
mod volumes;
mod webhook;
mod workload;

use std::collections::HashSet;

use plimsoll_facts::{
    Dialect, File, Gap,
    loader::{Given, Loader},
    subjects::Subjects,
    value::{Value, expand},
};

use plimsoll_diagnostics::{FileId, Span, TextRange};

pub use kustomize::Kustomizations;
pub use pods::is_workload_with_selector;
pub use schema::is_api_version;
pub use schema::{KNOWN as KNOWN_VERSIONS, served};
use sight::Sight;

/// How many files are lowered before their subjects are put together: enough for many threads, and
/// few enough that not everything is in memory twice.
const AT_ONCE: usize = 64;

/// The subjects of the first `handed_in` of `files`, and what they come to together. Manifests that
/// a kustomization in sight puts together are judged as it does, unless more belongs to them than
/// is in sight: then each stands for itself. What was left out is said by scope.
pub fn load(
    files: &[File],
    handed_in: usize,
    given: &Given,
    loader: &dyn Loader,
    kustomizations: &Kustomizations,
) -> Subjects {
    let (mut subjects, roots) = match given.is_part {
        true => Default::default(),
        false => kustomizations.load(files, handed_in),
    };
    let used: HashSet<FileId> = roots.iter().flat_map(|it| it.used.iter().copied()).collect();
    let is_own = |file: &&File| {
        let is_manifest =
            matches!(file.recognition.dialect, Dialect::Kubernetes | Dialect::KustomizePatch);
        is_manifest && !used.contains(&file.id)
    };
    let own: Vec<&File> = files.iter().take(handed_in).filter(is_own).collect();
    for (position, some) in own.chunks(AT_ONCE).enumerate() {
        loader.lower_each(some, lower).into_iter().for_each(|it| subjects.append(it));
        if position == 0 {
            // The files of a project are alike, and a list that grows step by step is in memory twice.
            subjects.reserve(own.len() / AT_ONCE);
        }
    }
    let is_seen = |file: &&File| used.contains(&file.id) || (file.id.0 as usize) < handed_in;
    subjects.gaps.extend(files.iter().filter(is_seen).flat_map(templates));
    let sight = Sight::new(files, handed_in, given, &roots, &subjects);
    links::link(&mut subjects, &sight);
    subjects.scopes = sight.scopes(&subjects);
    subjects
}

/// The documents of a file that are templates among others that are not.
fn templates(file: &File) -> Vec<Gap> {
    let documents = file.recognition.templates.iter();
    let gap = |position: &u32| {
        let document = file.tree.documents().get(*position as usize)?;
        let range = first_line(file.text(), document.range);
        Some(Gap {
            at: Span { file: file.id, range },
            reference: format!("document {}", position + 1),
            message: format!(
                "document {} is a template that something else fills in",
                position + 1
            ),
        })
    };
    documents.filter_map(gap).collect()
}

/// The first line of what the range holds that is no marker.
fn first_line(text: &str, range: TextRange) -> TextRange {
    let mut start = range.start() as usize;
    for line in range.slice(text).split_inclusive('\n') {
        let content = line.trim_end();
        if !content.is_empty() && !content.starts_with("---") {
            return TextRange::from_usize(start, start + content.len());
        }
        start += line.len();
    }
    range
}

/// Marks values that something fills in before the API server sees them.
pub fn mark_uncertain(value: &mut Value) {
    placeholders::mark(value);
}

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
        .filter(|(_, position)| !file.recognition.templates.contains(position))
        .filter_map(|(document, position)| {
            let mut value = expand(&file.tree, file.id, document.root?, &file.errors);
            placeholders::mark(&mut value);
            Some((position, value))
        })
        .collect();
    if !is_partial {
        let headless = |(position, value): &(u32, Value)| object::headless(value, *position);
        subjects.defects.extend(documents.iter().filter_map(headless));
    }
    let objects: Vec<_> = documents
        .iter()
        .flat_map(|(position, value)| manifest::objects(value, *position, is_partial))
        .collect();
    for object in &objects {
        object::lower(object, &objects, &mut subjects);
    }
    subjects
}
