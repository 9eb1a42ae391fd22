//! Reads `plimsoll.toml`: which rules hold, at which level and where, and what the project's world
//! is like.
//!
//! Files come from a [`Loader`] that the caller gives: nothing here reads a disk. Mistakes become
//! [`Problem`]s with places in the file; nothing fails. It knows nothing of findings, only what
//! they are [`About`].
//!
//! The next key of the file is an entry of `keys`.

mod chain;
mod config;
mod document;
mod external;
mod fields;
mod hint;
mod keys;
mod overrides;
mod path;
mod pattern;
mod schema;
mod source;
mod version;

pub use chain::Chain;
pub use config::{Config, Decision, Inclusion, Origin, Ruling};
pub use external::External;
pub use hint::{hint_rule, nearest_name};
pub use keys::{Key, Shape, TOP};
pub use overrides::{About, Override};
pub use path::{absolute, below, folder_of};
pub use pattern::{NamePatterns, PathPatterns};
pub use schema::schema;
pub use source::{Loader, Place, Problem, Source, SourceId, Spanned, nearest, repository};

/// The name of configuration files.
pub const FILE_NAME: &str = "plimsoll.toml";
