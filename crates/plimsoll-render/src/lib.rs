//! Reports as people and programs read them: terminal snippets and JSON.
//!
//! Everything is written to what the caller hands in; nothing here knows of a terminal, of files
//! or of exit codes.

mod json;
mod problems;
mod summary;
mod text;

pub use json::json;
pub use problems::problems;
pub use summary::summary;
pub use text::text;
