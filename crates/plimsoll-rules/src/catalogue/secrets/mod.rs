//! Where credentials are kept.

use crate::rule::Entry;

mod git_sync_program;
mod secret_in_command;
mod secret_in_environment;
mod secret_on_command_line;

pub(super) static RULES: &[Entry] = entries!["secrets": git_sync_program, secret_in_command, secret_in_environment, secret_on_command_line];
