//! How much of its host one container can use up.

use crate::rule::Entry;

mod implausible_quantity;
mod missing_cpu_limit;
mod missing_cpu_request;
mod missing_memory_limit;
mod missing_memory_request;
mod missing_process_limit;
mod missing_storage_limit;
mod request_above_limit;
mod unequal_memory_limit;

pub(super) static RULES: &[Entry] = entries!["resources": implausible_quantity, missing_cpu_limit, missing_cpu_request, missing_memory_limit, missing_memory_request, missing_process_limit, missing_storage_limit, request_above_limit, unequal_memory_limit];
