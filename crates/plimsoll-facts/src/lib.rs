//! Subjects and their facts: what a setting says, where it is written or would be, and how it is
//! changed.
//!
//! A [`Value`](value::Value) is a document with aliases and merge keys applied, whose parts know
//! where they are written; a [`Reader`](read::Reader) makes [`Fact`]s of it, each with its
//! [`Site`]; [`subjects`] hold them. A [`Patch`] changes a fact, and [`realise`] turns patches into
//! text edits. What a platform makes of a document is not known here, nor which files belong
//! together: that is lowering, in a crate for each platform. A new kind of subject goes to
//! [`subjects`], a new kind of value to the module of the subject that has it.

mod change;
mod datum;
mod deploy_scope;
mod dialect;
mod fact;
mod file;
pub mod loader;
mod patch;
pub mod read;
mod realise;
mod secret_words;
mod site;
mod subject;
pub mod subjects;
mod term;
pub mod value;
mod version;
pub mod vocabulary;
mod why;

pub use datum::{Datum, Describe, Field, Shape};
pub use deploy_scope::{DeployScope, ScopeGap, ScopeKind};
pub use dialect::{Dialect, Recognition};
pub use fact::{Fact, List, Scope, Shaped, ShowFact};
pub use file::{File, FilesByPath, Recogniser};
pub use patch::Patch;
pub use realise::{Unfixable, realise};
pub use secret_words::{redacted, scripts};
pub use site::{Origin, Path, Site, Slot, Spelling, Via, ViaKind, Words};
pub use subject::{AnySubject, Identity, Platform, Shown, Subject};
pub use subjects::{Gap, Subjects};
pub use version::{Version, Versions};
pub use why::Why;
