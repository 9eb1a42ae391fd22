//! What network policies say, and what they only seem to say.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["network_policy":];
