//! What the text of a file means in one parser and not in another.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["yaml":];
