//! Where the code comes from, and whether it is the same code tomorrow.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["images":];
