//! What a rule of a role lets its holder do to others.

use crate::rule::Entry;

mod access_changing_grant;
mod admission_changing_grant;
mod aggregated_power;
mod aws_auth_changing_grant;
mod config_map_changing_grant;
mod custom_resource_wildcard;
mod ineffective_resource_names;
mod misplaced_resource_grant;
mod namespace_relabelling_grant;
mod network_changing_grant;
mod node_changing_grant;
mod pod_creating_grant;
mod port_forwarding_grant;
mod secret_changing_grant;
mod service_status_changing_grant;
mod trace_deleting_grant;
mod unlimited_aggregation;
mod volume_creating_grant;
mod wildcard_group_grant;
mod workload_deleting_grant;

pub(super) static RULES: &[Entry] = entries!["grants": access_changing_grant, admission_changing_grant, aggregated_power, aws_auth_changing_grant, config_map_changing_grant, custom_resource_wildcard, ineffective_resource_names, misplaced_resource_grant, namespace_relabelling_grant, network_changing_grant, node_changing_grant, pod_creating_grant, port_forwarding_grant, secret_changing_grant, service_status_changing_grant, trace_deleting_grant, unlimited_aggregation, volume_creating_grant, wildcard_group_grant, workload_deleting_grant];
