//! Who may do what: service accounts, tokens, roles and bindings.

use crate::rule::Entry;

mod anonymous_binding;
mod broad_role_binding;
mod cluster_admin_binding;
mod command_running_grant;
mod dashboard_binding;
mod default_service_account;
mod escalating_grant;
mod every_account_binding;
mod lasting_token;
mod long_lived_projected_token;
mod masters_binding;
mod misplaced_namespace;
mod mounted_service_account_token;
mod mounting_account;
mod overprivileged_workload;
mod secret_reading_grant;
mod shared_account_binding;
mod unrestricted_grant;
mod wildcard_grant;

pub(super) static RULES: &[Entry] = entries!["access": anonymous_binding, broad_role_binding, cluster_admin_binding, command_running_grant, dashboard_binding, default_service_account, escalating_grant, every_account_binding, lasting_token, long_lived_projected_token, masters_binding, misplaced_namespace, mounted_service_account_token, mounting_account, overprivileged_workload, secret_reading_grant, shared_account_binding, unrestricted_grant, wildcard_grant];
