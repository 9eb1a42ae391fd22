//! Whether a workload comes back, and whether somebody notices.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["availability":];
