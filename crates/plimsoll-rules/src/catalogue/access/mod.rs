//! Who may do what: service accounts, tokens, roles and bindings.

use crate::rule::Entry;

mod anonymous_binding;
mod cluster_admin_binding;
mod command_running_grant;
mod dashboard_binding;
mod default_service_account;
mod escalating_grant;
mod every_account_binding;
mod masters_binding;
mod misplaced_namespace;
mod mounted_service_account_token;
mod overprivileged_workload;
mod secret_reading_grant;
mod shared_account_binding;
mod unrestricted_grant;
mod wildcard_grant;

pub(super) static RULES: &[Entry] = entries!["access": anonymous_binding, cluster_admin_binding, command_running_grant, dashboard_binding, default_service_account, escalating_grant, every_account_binding, masters_binding, misplaced_namespace, mounted_service_account_token, overprivileged_workload, secret_reading_grant, shared_account_binding, unrestricted_grant, wildcard_grant];
