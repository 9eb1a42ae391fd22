//! YAML as a user wrote it: a tree that keeps the span of every key, scalar, collection, anchor,
//! tag, comment and document marker; that survives syntax errors; and that can be changed
//! without touching a byte more than the change needs.
//!
//! [`parse`] never fails: it returns the [`Tree`] that could be understood and the
//! [`SyntaxError`]s for what could not. [`edits`] turns structural [`Change`]s into text edits in
//! the style of the file, or says in a [`Refusal`] why that cannot be done.
//!
//! The crate does not know what the YAML means: no Compose, no Kubernetes, no interpolation.
//!
//! The next repair of broken text goes to `parse`, the next kind of change to `edit`.

mod edit;
mod error;
mod parse;
mod scalar;
mod tree;

pub use edit::{Change, Plain, Position, Refusal, edits};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use parse::{Parse, parse};
pub use scalar::{Resolved, Schema, Trap};
pub use tree::{
    Address, Alias, Anchor, CollectionStyle, Comment, Document, Entry, Kind, Mapping, Member, Node,
    NodeId, Placement, Scalar, ScalarStyle, Sequence, Step, Tag, Tree,
};
