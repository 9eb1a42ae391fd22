//! Who can reach a container, and how the bytes travel.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["network":];
