//! Decisions of other tools, and whether plimsoll agrees with them.

mod admission;
mod apiserver;
mod cases;
mod compose_loader;
mod document;
mod peers;
mod pss;
mod refusals;
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
    suite("admission", oracles, false)?;
    suite("apiserver", oracles, false)?;
    suite("compose_loader", oracles, false)?;
    let suite = yaml_suite::run(oracles);
    let pss = pss::run(oracles);
    let peers = peers::run(root, oracles, write);
    suite.and(pss).and(peers)
}

/// Runs the comparison with the program whose answers are in the folder `name` of `oracles`, with
/// every difference where `is_shown`.
///
/// # Errors
///
/// If there is no such comparison, or an answer cannot be read.
pub(crate) fn suite(name: &str, oracles: &Path, is_shown: bool) -> anyhow::Result<()> {
    match name {
        "admission" => admission::run(oracles, is_shown),
        "apiserver" => apiserver::run(oracles, is_shown),
        "compose_loader" => compose_loader::run(oracles, is_shown),
        "pss" => pss::run(oracles),
        _ => {
            let suites = "`admission`, `apiserver`, `compose_loader` and `pss`";
            anyhow::bail!("`{name}` is no suite: {suites} are")
        }
    }
}
