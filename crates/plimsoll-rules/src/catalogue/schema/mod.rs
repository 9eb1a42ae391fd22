//! What the platform refuses, or ignores without a word.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["schema":];
