//! The vocabulary that every other crate of plimsoll speaks: where something is ([`TextRange`],
//! [`LineIndex`]), how a text changes ([`Edit`], [`EditSet`]), what is wrong ([`Diagnostic`],
//! [`Fix`]), and what the platform makes of it ([`Reaction`]).
//!
//! It knows nothing of YAML, of rules, or of files on a disk. Positions are byte offsets into a
//! UTF-8 text everywhere; lines and columns exist only at the edge, through [`LineIndex`].
//!
//! The next type that every crate needs and that knows no YAML goes here.

mod date;
mod diagnostic;
mod edit;
mod fingerprint;
mod line_index;
pub mod message;
mod range;
mod reaction;
mod term;

pub use date::Date;
pub use diagnostic::{
    Diagnostic, Evidence, FileId, Fix, Label, Level, RuleName, Safety, Severity, Span,
};
pub use edit::{Conflict, Edit, EditSet};
pub use fingerprint::Fingerprint;
pub use line_index::{Encoding, LineIndex, Position};
pub use range::TextRange;
pub use reaction::Reaction;
pub use term::Term;
