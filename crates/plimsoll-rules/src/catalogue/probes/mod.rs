//! How the platform finds out that a container works.

use crate::rule::Entry;

mod hasty_probe;
mod identical_probes;
mod missing_liveness_probe;
mod missing_readiness_probe;
mod refused_probe;

pub(super) static RULES: &[Entry] = entries!["probes": hasty_probe, identical_probes, missing_liveness_probe, missing_readiness_probe, refused_probe];
