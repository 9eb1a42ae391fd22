//! What network policies say, and what they only seem to say.

use crate::rule::Entry;

mod blocked_name_lookup;
mod ignored_policy_rules;
mod missing_network_policy;
mod open_policy;
mod reachable_metadata_endpoint;
mod separated_selectors;
mod unrestricted_namespace;

pub(super) static RULES: &[Entry] = entries!["network_policy": blocked_name_lookup, ignored_policy_rules, missing_network_policy, open_policy, reachable_metadata_endpoint, separated_selectors, unrestricted_namespace];
