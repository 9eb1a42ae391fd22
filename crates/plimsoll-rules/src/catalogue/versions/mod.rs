//! What a version of the platform no longer serves.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["versions":];
