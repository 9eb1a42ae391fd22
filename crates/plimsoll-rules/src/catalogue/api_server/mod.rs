//! Settings of the API server, in the static pod that runs it.

use crate::rule::Entry;

mod allow_all_admission;
mod allow_all_authorization;
mod anonymous_api_requests;
mod disabled_account_admission;
mod disabled_namespace_lifecycle;
mod disabled_secure_port;
mod few_audit_files;
mod lasting_account_tokens;
mod missing_audit_log;
mod missing_role_authorization;
mod nameless_kubelet_client;
mod plaintext_api_port;
mod plaintext_kubelet_requests;
mod shared_node_images;
mod short_audit_log;
mod small_audit_files;
mod static_api_passwords;
mod static_api_tokens;
mod unguarded_external_ips;
mod unlimited_events;
mod unlimited_kubelets;
mod unlimited_nodes;
mod unverified_kubelet;

pub(super) static RULES: &[Entry] = entries!["api_server": allow_all_admission, allow_all_authorization, anonymous_api_requests, disabled_account_admission, disabled_namespace_lifecycle, disabled_secure_port, few_audit_files, lasting_account_tokens, missing_audit_log, missing_role_authorization, nameless_kubelet_client, plaintext_api_port, plaintext_kubelet_requests, shared_node_images, short_audit_log, small_audit_files, static_api_passwords, static_api_tokens, unguarded_external_ips, unlimited_events, unlimited_kubelets, unlimited_nodes, unverified_kubelet];
