//! Whether a workload comes back, and whether somebody notices.

use crate::rule::Entry;

mod disabled_health_check;
mod missing_health_check;
mod no_restart_policy;

pub(super) static RULES: &[Entry] =
    entries!["availability": disabled_health_check, missing_health_check, no_restart_policy];
