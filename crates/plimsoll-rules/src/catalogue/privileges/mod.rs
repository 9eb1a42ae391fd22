//! What a container may do on its host.

use super::entries;
use crate::rule::Entry;

mod privileged_container;

pub(super) static RULES: &[Entry] = entries!["privileges": privileged_container];
