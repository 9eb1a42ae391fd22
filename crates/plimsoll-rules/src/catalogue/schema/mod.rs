//! What the platform refuses, or ignores without a word.

use crate::rule::Entry;

mod contradictory_settings;
mod obsolete_compose_version;
mod unknown_field;

pub(super) static RULES: &[Entry] =
    entries!["schema": contradictory_settings, obsolete_compose_version, unknown_field];
