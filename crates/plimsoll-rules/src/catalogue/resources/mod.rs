//! How much of its host one container can use up.

use crate::rule::Entry;

mod missing_cpu_request;
mod missing_memory_limit;
mod missing_process_limit;

pub(super) static RULES: &[Entry] =
    entries!["resources": missing_cpu_request, missing_memory_limit, missing_process_limit];
