//! What a container can read and write, on its own filesystem and on its host.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["filesystem":];
