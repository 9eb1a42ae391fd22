//! What the text of a file means in one parser and not in another.

use crate::rule::Entry;

mod ambiguous_scalar;
mod duplicate_key;
mod loose_indentation;
mod syntax_error;

pub(super) static RULES: &[Entry] =
    entries!["yaml": ambiguous_scalar, duplicate_key, loose_indentation, syntax_error];
