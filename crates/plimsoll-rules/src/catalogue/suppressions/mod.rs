//! Comments that silence rules, and what is wrong with them; the linter itself finds it.

use crate::rule::Entry;

mod expired_suppression;
mod expiring_suppression;
mod forbidden_suppression;
mod malformed_suppression;
mod unexplained_suppression;
mod unused_suppression;

pub(super) static RULES: &[Entry] = entries!["suppressions": expired_suppression, expiring_suppression, forbidden_suppression, malformed_suppression, unexplained_suppression, unused_suppression];
