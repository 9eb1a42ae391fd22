//! Who may do what: service accounts, tokens, roles and bindings.

use crate::rule::Entry;

mod anonymous_binding;
mod cluster_admin_binding;
mod command_running_grant;
mod default_service_account;
mod escalating_grant;
mod every_account_binding;
mod mounted_service_account_token;
mod secret_reading_grant;
mod shared_account_binding;
mod unrestricted_grant;
mod wildcard_grant;

pub(super) static RULES: &[Entry] = entries!["access": anonymous_binding, cluster_admin_binding, command_running_grant, default_service_account, escalating_grant, every_account_binding, mounted_service_account_token, secret_reading_grant, shared_account_binding, unrestricted_grant, wildcard_grant];
