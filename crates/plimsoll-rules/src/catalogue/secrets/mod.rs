//! Where credentials are kept.

use crate::rule::Entry;

mod secret_in_command;
mod secret_in_environment;
mod secret_on_command_line;

pub(super) static RULES: &[Entry] =
    entries!["secrets": secret_in_command, secret_in_environment, secret_on_command_line];
