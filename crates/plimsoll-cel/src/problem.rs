//! What is wrong with an expression.

use plimsoll_diagnostics::TextRange;

/// Something for which the API server refuses an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The token, as bytes of the expression.
    pub range: TextRange,
    /// Which kind of mistake it is.
    pub kind: ProblemKind,
    /// What is wrong: lower case, no full stop, the subject in back quotes first.
    pub message: String,
}

/// Kinds of mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// It is no expression.
    Syntax,
    /// It is longer or nests deeper than the server reads.
    Limit,
    /// It nests deeper than this crate follows; what the server does is not known.
    NotFollowed,
    /// A name, function or type that does not exist there.
    Undeclared,
    /// A field that the object does not have.
    UndefinedField,
    /// A function or operator that does not take what it is given.
    NoOverload,
    /// One type where another has to be.
    Type,
    /// A literal that has no value, or a call on literals that always fails.
    Literal,
    /// An expression that comes to another type than its place wants.
    Result,
}

impl Problem {
    pub(crate) fn new(range: TextRange, kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { range, kind, message: message.into() }
    }
}
