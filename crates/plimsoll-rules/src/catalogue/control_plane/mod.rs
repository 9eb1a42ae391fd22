//! Settings of the controller manager, the scheduler and etcd, in the static pods that run them.

use crate::rule::Entry;

mod anonymous_etcd_clients;
mod anonymous_etcd_peers;
mod disabled_certificate_rotation;
mod kept_ended_pods;
mod missing_account_key;
mod missing_account_signing_key;
mod missing_client_authority;
mod missing_etcd_certificate;
mod missing_peer_certificate;
mod missing_root_authority;
mod missing_server_certificate;
mod nameless_etcd_client;
mod open_component_port;
mod outdated_tls;
mod profiled_component;
mod removed_flag;
mod self_made_etcd_certificate;
mod self_made_peer_certificate;
mod shared_controller_account;
mod unencrypted_resources;
mod unencrypted_store;
mod unverified_etcd;

pub(super) static RULES: &[Entry] = entries!["control_plane": anonymous_etcd_clients, anonymous_etcd_peers, disabled_certificate_rotation, kept_ended_pods, missing_account_key, missing_account_signing_key, missing_client_authority, missing_etcd_certificate, missing_peer_certificate, missing_root_authority, missing_server_certificate, nameless_etcd_client, open_component_port, outdated_tls, profiled_component, removed_flag, self_made_etcd_certificate, self_made_peer_certificate, shared_controller_account, unencrypted_resources, unencrypted_store, unverified_etcd];
