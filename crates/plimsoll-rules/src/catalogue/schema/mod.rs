//! What the platform refuses, or ignores without a word.

use crate::rule::Entry;

mod conflicting_mount;
mod contradictory_settings;
mod decimal_mode;
mod duplicate_claim;
mod duplicate_container_name;
mod duplicate_entry;
mod duplicate_object;
mod ineffective_setting;
mod invalid_schedule;
mod invalid_value;
mod mismatched_selector;
mod missing_field;
mod obsolete_compose_version;
mod refused_restart_policy;
mod unknown_field;
mod wrong_type;

pub(super) static RULES: &[Entry] = entries!["schema": conflicting_mount, contradictory_settings, decimal_mode, duplicate_claim, duplicate_container_name, duplicate_entry, duplicate_object, ineffective_setting, invalid_schedule, invalid_value, mismatched_selector, missing_field, obsolete_compose_version, refused_restart_policy, unknown_field, wrong_type];
