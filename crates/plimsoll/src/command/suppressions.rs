//! `plimsoll suppressions`: everything that silences a finding, as a register.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::Args;
use plimsoll_linter::exceptions;

use super::{Verdict, baseline::Baselines, complain, unread};
use crate::{configuration::Choice, disk::Disk, input, options::Files};

#[derive(Args)]
pub(crate) struct Suppressions {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choice: Choice,
    /// The baseline, in place of the one that the configuration names or that lies beside it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

pub(crate) fn suppressions(arguments: &Suppressions) -> Result<Verdict> {
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    complain(&input);
    let linter = configured.linter();
    let (unread, accepted) = unread(&input.failed, &linter);
    let mut report = linter.check_with(input.files, &Disk::of(&arguments.files));
    report.coverage.accepted.extend(accepted);
    Baselines::of(&report, &linter, arguments.baseline.as_deref())?.apply(&mut report, &linter);
    let mut out = io::stdout().lock();
    for it in exceptions(&report, &linter) {
        writeln!(out, "{it}")?;
    }
    let is_complete = unread.is_empty() && report.coverage.is_complete();
    Ok(if is_complete { Verdict::Clean } else { Verdict::Unsure })
}
