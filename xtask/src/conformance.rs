//! Decisions of other tools, and whether plimsoll agrees with them.

mod cases;
mod document;
mod peers;
mod pss;
mod reviewed;
mod rows;
mod yaml_suite;

use std::path::Path;

/// Runs every comparison that there is for the folder `oracles`, for the project at `root`;
/// `write` renews the document that they make.
///
/// # Errors
///
/// If a decision differs that should not, a case cannot be read, or the document is out of date.
pub(crate) fn run(root: &Path, oracles: &Path, write: bool) -> anyhow::Result<()> {
    let suite = yaml_suite::run(oracles);
    let pss = pss::run(oracles);
    let peers = peers::run(root, oracles, write);
    suite.and(pss).and(peers)
}
