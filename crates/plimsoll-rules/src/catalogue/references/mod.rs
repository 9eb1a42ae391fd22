//! Names that one object uses for another.

use crate::rule::Entry;

mod undeclared_volume;

pub(super) static RULES: &[Entry] = entries!["references": undeclared_volume];
