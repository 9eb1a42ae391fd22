//! How much of its host one container can use up.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["resources":];
