//! What a version of the platform no longer serves.

use crate::rule::Entry;

mod deprecated_api;
mod removed_api;
mod removed_extension_api;
mod unavailable_api;
mod unavailable_field;

pub(super) static RULES: &[Entry] = entries!["versions": deprecated_api, removed_api, removed_extension_api, unavailable_api, unavailable_field];
