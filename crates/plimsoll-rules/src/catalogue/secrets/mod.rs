//! Where credentials are kept.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["secrets":];
