//! What network policies say, and what they only seem to say.

use crate::rule::Entry;

mod ignored_policy_rules;
mod reachable_metadata_endpoint;

pub(super) static RULES: &[Entry] =
    entries!["network_policy": ignored_policy_rules, reachable_metadata_endpoint];
