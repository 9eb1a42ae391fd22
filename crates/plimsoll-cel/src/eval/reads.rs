//! What an evaluation read.

use plimsoll_diagnostics::TextRange;

use crate::value::{Key, Origin};

/// A part of an object that an evaluation read, or looked for and did not find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The list or map.
    pub origin: Origin,
    /// What of it.
    pub step: Step,
    /// Where the expression reads it, as bytes of its text.
    pub place: TextRange,
}

/// A step into a list or a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(Key),
    /// The item at a position.
    Item(usize),
}
