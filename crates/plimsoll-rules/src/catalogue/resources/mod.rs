//! How much of its host one container can use up.

use crate::rule::Entry;

mod autoscaler_without_request;
mod disabled_oom_kill;
mod implausible_quantity;
mod missing_cpu_limit;
mod missing_cpu_request;
mod missing_memory_limit;
mod missing_memory_request;
mod missing_process_limit;
mod missing_storage_limit;
mod request_above_limit;
mod unbounded_log;
mod unequal_memory_limit;
mod unlimited_processes;

pub(super) static RULES: &[Entry] = entries!["resources": autoscaler_without_request, disabled_oom_kill, implausible_quantity, missing_cpu_limit, missing_cpu_request, missing_memory_limit, missing_memory_request, missing_process_limit, missing_storage_limit, request_above_limit, unbounded_log, unequal_memory_limit, unlimited_processes];
