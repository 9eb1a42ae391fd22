//! Where credentials are kept.

use crate::rule::Entry;

mod copied_object;
mod git_sync_program;
mod invalid_secret_data;
mod newline_in_secret;
mod plaintext_secret;
mod readable_secret_file;
mod secret_from_environment;
mod secret_in_build;
mod secret_in_command;
mod secret_in_config;
mod secret_in_config_map;
mod secret_in_driver_option;
mod secret_in_environment;
mod secret_in_health_check;
mod secret_in_label;
mod secret_on_command_line;

pub(super) static RULES: &[Entry] = entries!["secrets": copied_object, git_sync_program, invalid_secret_data, newline_in_secret, plaintext_secret, readable_secret_file, secret_from_environment, secret_in_build, secret_in_command, secret_in_config, secret_in_config_map, secret_in_driver_option, secret_in_environment, secret_in_health_check, secret_in_label, secret_on_command_line];
