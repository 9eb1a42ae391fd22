//! Whether a workload comes back, and whether somebody notices.

use crate::rule::Entry;

mod disabled_health_check;
mod disabled_logging;
mod missing_health_check;
mod no_restart_policy;
mod unbounded_restart;

pub(super) static RULES: &[Entry] = entries!["availability": disabled_health_check, disabled_logging, missing_health_check, no_restart_policy, unbounded_restart];
