//! What every parser says when a text is not in its language.

use std::fmt;

use plimsoll_diagnostics::TextRange;

/// A text that a parser refuses: what is wrong, and which bytes of the text are to blame.
///
/// Shown, it is a predicate in the present tense without a subject, so that a message can put the
/// text in front of it: `` `80:80:80:80` `` *has an invalid address*. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError<K> {
    /// What is wrong.
    pub kind: K,
    /// The bytes to blame; empty where something is missing.
    pub range: TextRange,
}

impl<K> SyntaxError<K> {
    /// The error `kind` at `range`.
    #[must_use]
    pub const fn new(kind: K, range: TextRange) -> Self {
        Self { kind, range }
    }
}

impl<K: fmt::Display> fmt::Display for SyntaxError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl<K: fmt::Debug + fmt::Display> std::error::Error for SyntaxError<K> {}
