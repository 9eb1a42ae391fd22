//! Names that one object uses for another.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["references":];
