//! Where credentials are kept.

use crate::rule::Entry;

mod secret_in_command;
mod secret_in_environment;

pub(super) static RULES: &[Entry] = entries!["secrets": secret_in_command, secret_in_environment];
