//! What the steps of a build can reach, and where they come from.

use crate::rule::Entry;

mod host_network_build;
mod insecure_build_entitlement;
mod privileged_build;
mod unpinned_remote_build;

pub(super) static RULES: &[Entry] = entries!["builds": host_network_build, insecure_build_entitlement, privileged_build, unpinned_remote_build];
