//! Decisions of other tools, and whether plimsoll agrees with them.

mod pss;
mod yaml_suite;

use std::path::Path;

/// Runs every comparison that there is for the folder `oracles`.
///
/// # Errors
///
/// If a decision differs that should not, or a case cannot be read.
pub(crate) fn run(oracles: &Path) -> anyhow::Result<()> {
    let suite = yaml_suite::run(oracles);
    pss::run(oracles)?;
    suite
}
