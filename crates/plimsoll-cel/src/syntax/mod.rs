//! From the text of an expression to a tree in which every part knows its place.
//!
//! The grammar is that of the specification of CEL as the API server reads it: with optional
//! selection, back-quoted fields and two-variable macros. The crate `cel` is not used for this,
//! because its tree has no ranges of tokens, it knows no back quotes, and it expands macros into
//! loops in which a name that somebody wrote can no longer be told from one that was made up.
//!
//! Knows nothing of types; a macro is recognised by its name and the number of its arguments, as
//! the parser of the API server does.

mod ast;
mod lex;
mod limits;
mod literal;
mod macros;
mod parse;

pub use ast::{
    BinaryOp, Comprehension, Element, Entry, Expr, ExprId, ExprKind, Field, Literal, Loop, Macro,
    Name, UnaryOp,
};
pub use parse::{Parsed, is_reserved, parse};
