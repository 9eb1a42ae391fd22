//! The door to what files mean: what each file is, and everything in sight as one project.
//!
//! A [`Project`] is made from [`File`]s. It holds [`subjects`] (workloads, containers, images,
//! mounts, …); each holds [`Fact`]s; and each fact knows its [`Site`]: where it is written, or
//! where it would be. Inheritance, defaults, interpolation and merge keys are resolved in the crates
//! of the platforms and nowhere else. A [`Patch`] changes a fact, and [`realise`] turns patches into
//! text edits.
//!
//! The crate does not know what is good or bad: no rules, no settings. It has no IO.
//!
//! What is the same on every platform goes to `plimsoll-facts`, what one platform does to its own
//! crate; here goes only what has to know them all.

mod content;
mod dump;
mod project;
mod recognise;
mod secrets;

pub use dump::dump;
pub use plimsoll_compose as compose;
pub use plimsoll_facts::{
    AnySubject, Datum, DeployScope, Describe, Dialect, Fact, Field, File, Gap, Identity, List,
    Origin, Patch, Path, Platform, Recognition, Scope, ScopeGap, ScopeKind, Shape, Shaped,
    ShowFact, Shown, Site, Slot, Spelling, Subject, Subjects, Unfixable, Version, Versions, Via,
    ViaKind, Why, Words, loader, read, realise, subjects, value, vocabulary,
};
pub use plimsoll_kubernetes as kubernetes;
pub use plimsoll_syntax as syntax;
pub use project::Project;
pub use recognise::{new_file, recognise};
pub use secrets::{Redactor, Secrets, redacted};
