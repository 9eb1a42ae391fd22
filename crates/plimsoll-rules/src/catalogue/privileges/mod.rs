//! What a container may do on its host.

use crate::rule::Entry;

mod added_capability;
mod capability_beyond_baseline;
mod contradictory_capabilities;
mod defeated_capability_drop;
mod enabled_privilege_escalation;
mod extra_capability;
mod host_availability_capability;
mod ineffective_capability;
mod kept_capabilities;
mod low_group_id;
mod low_user_id;
mod missing_security_context;
mod privilege_escalation;
mod privileged_container;
mod privileged_group;
mod privileged_hook;
mod root_group;
mod root_hook;
mod root_user;
mod sudo_in_command;
mod uncanonical_capability;
mod unenforced_user;
mod unknown_capability;
mod unspecified_user;
mod weakened_protection;

pub(super) static RULES: &[Entry] = entries!["privileges": added_capability, capability_beyond_baseline, contradictory_capabilities, defeated_capability_drop, enabled_privilege_escalation, extra_capability, host_availability_capability, ineffective_capability, kept_capabilities, low_group_id, low_user_id, missing_security_context, privilege_escalation, privileged_container, privileged_group, privileged_hook, root_group, root_hook, root_user, sudo_in_command, uncanonical_capability, unenforced_user, unknown_capability, unspecified_user, weakened_protection];
