//! What a container may do on its host.

use crate::rule::Entry;

mod added_capability;
mod kept_capabilities;
mod privilege_escalation;
mod privileged_container;
mod root_user;
mod unknown_capability;
mod unspecified_user;

pub(super) static RULES: &[Entry] = entries!["privileges": added_capability, kept_capabilities, privilege_escalation, privileged_container, root_user, unknown_capability, unspecified_user];
