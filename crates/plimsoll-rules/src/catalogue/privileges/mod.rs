//! What a container may do on its host.

use crate::rule::Entry;

mod added_capability;
mod extra_capability;
mod ineffective_capability;
mod kept_capabilities;
mod low_group_id;
mod low_user_id;
mod missing_security_context;
mod privilege_escalation;
mod privileged_container;
mod root_group;
mod root_user;
mod sudo_in_command;
mod uncanonical_capability;
mod unknown_capability;
mod unspecified_user;

pub(super) static RULES: &[Entry] = entries!["privileges": added_capability, extra_capability, ineffective_capability, kept_capabilities, low_group_id, low_user_id, missing_security_context, privilege_escalation, privileged_container, root_group, root_user, sudo_in_command, uncanonical_capability, unknown_capability, unspecified_user];
