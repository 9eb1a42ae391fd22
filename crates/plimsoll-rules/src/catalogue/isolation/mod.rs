//! Which walls stand between a container, its host and its neighbours.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["isolation":];
