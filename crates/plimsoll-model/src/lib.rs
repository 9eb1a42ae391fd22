//! What Compose files and Kubernetes manifests mean: dialects, micro-syntaxes, and lowering to
//! subjects that hold facts.
//!
//! A [`Project`] is made from [`File`]s. It holds [`subjects`] (workloads, containers, images,
//! mounts, …); each holds [`Fact`]s; and each fact knows its [`Site`]: where it is written, or
//! where it would be. Inheritance, defaults, interpolation and merge keys are resolved here and
//! nowhere else. A [`Patch`] changes a fact, and [`realise`] turns patches into text edits.
//!
//! The crate does not know what is good or bad: no rules, no settings. It has no IO.

pub mod compose;
mod content;
mod datum;
mod dialect;
mod dump;
mod fact;
mod file;
pub mod kubernetes;
mod patch;
mod project;
pub mod read;
mod recognise;
mod secrets;
mod site;
mod subject;
pub mod subjects;
pub mod syntax;
pub mod value;
mod version;
pub mod vocabulary;

pub use datum::{Datum, Describe, Field, Shape};
pub use dialect::{Dialect, Recognition};
pub use dump::dump;
pub use fact::{Fact, List, Scope, Shaped, ShowFact, Why};
pub use file::File;
pub use patch::{Patch, Unfixable, realise};
pub use project::Project;
pub use recognise::recognise;
pub use secrets::{Redactor, Secrets, redacted};
pub use site::{Origin, Path, Site, Slot, Spelling, Via, ViaKind, Words};
pub use subject::{AnySubject, Identity, Platform, Shown, Subject};
pub use subjects::{Gap, Subjects};
pub use version::{Version, Versions};
