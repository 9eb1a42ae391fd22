//! What could not be read.

use plimsoll_diagnostics::TextRange;

/// A place where the text is not YAML, or not YAML that plimsoll is willing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The kind.
    pub kind: SyntaxErrorKind,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
    /// Where a person would look: at least one character where the text has one.
    pub at: TextRange,
    /// The bytes that were left out of the tree because of it; empty where nothing was lost.
    pub lost: TextRange,
}

/// The kind of a syntax error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// The text breaks the YAML grammar; what `lost` covers is not in the tree.
    Malformed,
    /// The text is read as every common reader reads it, though the grammar forbids it: a quoted
    /// scalar continued at too low an indentation, a tab that separates tokens.
    Tolerated,
    /// A key stands twice in one mapping; the tree keeps both.
    DuplicateKey,
    /// An alias names no anchor before it, or one that contains it.
    UnknownAlias,
    /// A limit on depth, size or number of errors was reached; what `lost` covers is not read.
    Limit,
}
