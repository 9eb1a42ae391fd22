//! What a container can ask of the kernel that it shares with its host.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["kernel":];
