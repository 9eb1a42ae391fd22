//! Runs as people and programs read them: terminal snippets, JSON, SARIF, JUnit XML, and what
//! GitHub, GitLab and review bots take.
//!
//! Everything is written to what the caller hands in; nothing here knows of a terminal, of files
//! or of exit codes. What a format shows is what the report says: secrets are masked there, and in
//! the lines that [`text`] quotes.
//!
//! The next format is a module of its own over a [`Run`].

mod attestation;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod paths;
mod problems;
mod rdjson;
mod run;
mod sarif;
mod silence;
mod statistics;
mod summary;
mod text;

pub use attestation::{AttestationFormat, Earlier, attestation};
pub use github::github;
pub use gitlab::gitlab;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use paths::{Paths, Seen};
pub use problems::problems;
pub use rdjson::rdjson;
pub use run::{Run, Unread};
pub use sarif::sarif;
pub use statistics::statistics;
pub use summary::summary;
pub use text::text;

use self::summary::totals;

/// `1 file`, `2 files`.
#[must_use]
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
