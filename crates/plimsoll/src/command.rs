//! What each command does.

mod baseline;
mod before;
mod check;
mod config;
mod explain;
mod fix;
mod init;
mod look;
mod lsp;
mod manual;
mod migrate;
mod output;
mod report;
mod suppressions;
mod test;

use std::path::PathBuf;

pub(crate) use self::{
    baseline::{BaselineArguments, baseline},
    check::check,
    config::{ConfigArguments, config},
    explain::{Listing, explain, profiles, rules},
    fix::fix,
    init::{Init, init},
    look::{Facts, doctor, facts},
    lsp::{Lsp, lsp},
    manual::{Completions, completions, man},
    migrate::{Migrate, migrate},
    output::Outputs,
    report::{Report, report},
    suppressions::{Suppressions, suppressions},
    test::{Test, test},
};
use plimsoll_linter::{Accepted, Linter};
use plimsoll_render::Unread;

use crate::{console::eprint, input::Input};

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Everything was looked at, and nothing is wrong.
    Clean,
    /// Something is wrong.
    Findings,
    /// Something could not be looked at.
    Unsure,
}

/// Says what could not be read.
fn complain(input: &Input) {
    for (path, why) in &input.failed {
        eprint(&format!("could not read {}: {why}\n", path.display()));
    }
}

/// What could not be read, for reports; and what of it nobody expects to be read.
fn unread(failed: &[(PathBuf, String)], linter: &Linter) -> (Vec<Unread>, Vec<Accepted>) {
    let (mut unread, mut accepted) = (Vec::new(), Vec::new());
    for (path, why) in failed {
        let path = path.display().to_string();
        match linter.accepted(&path, None, None, why) {
            Some(it) => accepted.push(it),
            None => unread.push(Unread { path, why: why.clone() }),
        }
    }
    (unread, accepted)
}
