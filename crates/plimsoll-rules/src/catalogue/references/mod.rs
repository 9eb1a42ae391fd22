//! Names that one object uses for another.

use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["references":];
