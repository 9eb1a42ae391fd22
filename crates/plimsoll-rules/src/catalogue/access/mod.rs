//! Who may do what: service accounts, tokens, roles and bindings.

use super::entries;
use crate::rule::Entry;

pub(super) static RULES: &[Entry] = entries!["access":];
