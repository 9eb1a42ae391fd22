//! The last lines of a run: what was found, and what was looked at.

use std::io::{self, Write};

use plimsoll_linter::{
    Outcome, Report,
    diagnostics::{Encoding, Level},
};

use crate::{Run, counted};

/// Writes how much was found, how many files were judged, and what was not looked at and why, for
/// all of `runs` together.
///
/// # Errors
///
/// Those of `out`.
pub fn summary(runs: &[Run<'_>], out: &mut dyn Write) -> io::Result<()> {
    for run in runs {
        not_looked_at(run, out)?;
    }
    totals(runs, out)
}

/// Two lines: how much was found, and what became of the files.
pub(crate) fn totals(runs: &[Run<'_>], out: &mut dyn Write) -> io::Result<()> {
    let sum = |of: &dyn Fn(&Report) -> usize| runs.iter().map(|run| of(run.report)).sum::<usize>();
    let count = |level: Level| sum(&|it| it.diagnostics().filter(|it| it.level == level).count());
    let suppressed = sum(&|it| it.judged.len() - it.open().count());
    write!(
        out,
        "{}, {}, {}",
        counted(count(Level::Error), "error"),
        counted(count(Level::Warning), "warning"),
        counted(count(Level::Note), "note"),
    )?;
    if suppressed > 0 {
        write!(out, "; {suppressed} suppressed")?;
    }
    let count = |outcome: Outcome| sum(&|it| it.coverage.count(&outcome));
    write!(out, "\n{} judged", counted(count(Outcome::Judged), "file"))?;
    for (number, what) in [
        (count(Outcome::Partly(0)), "only partly read"),
        (count(Outcome::Template), "skipped: templates that something else fills in"),
        (count(Outcome::NotOurs), "skipped: neither Compose nor Kubernetes"),
        (runs.iter().map(|it| it.unread.len()).sum(), "not read"),
        (sum(&|it| it.coverage.accepted.len()), "not looked at as configured"),
    ] {
        if number > 0 {
            write!(out, ", {number} {what}")?;
        }
    }
    writeln!(out)
}

/// How many places of one file are named that could not be looked at.
const NAMED: usize = 3;

/// What was not looked at: for a file with many places the first ones, and how many there are.
fn not_looked_at(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let blind = run.blind();
    for alike in blind.chunk_by(|one, other| one.path == other.path) {
        // One more line would say no more than that there is one more.
        let named = if alike.len() > NAMED + 1 { NAMED } else { alike.len() };
        for it in &alike[..named] {
            write!(out, "not looked at: {}", it.path)?;
            if let Some(at) = it.at {
                let region = run.region(at, Encoding::Utf32);
                write!(out, ":{}:{}", region.line, region.column)?;
            }
            writeln!(out, ": {}", it.message)?;
        }
        if let Some(it) = alike.get(named) {
            writeln!(out, "not looked at: {}: {} more places", it.path, alike.len() - named)?;
        }
    }
    for rule in &run.report.coverage.failed {
        writeln!(out, "not looked for: `{rule}`, because of a defect in plimsoll")?;
    }
    Ok(())
}
