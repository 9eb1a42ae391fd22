//! The last lines of a run: what was found, and what was looked at.

use std::io::{self, Write};

use plimsoll_linter::{
    Outcome,
    diagnostics::{Encoding, Level},
};

use crate::{Run, counted};

/// Writes how much was found, how many files were judged, and what was not looked at and why.
///
/// # Errors
///
/// Those of `out`.
pub fn summary(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (report, coverage) = (run.report, &run.report.coverage);
    for it in run.blind() {
        write!(out, "not looked at: {}", it.path)?;
        if let Some(at) = it.at {
            let region = run.region(at, Encoding::Utf32);
            write!(out, ":{}:{}", region.line, region.column)?;
        }
        writeln!(out, ": {}", it.message)?;
    }
    for rule in &coverage.failed {
        writeln!(out, "not looked for: `{rule}`, because of a defect in plimsoll")?;
    }
    let count = |level: Level| report.diagnostics().filter(|it| it.level == level).count();
    let suppressed = report.judged.len() - report.open().count();
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
    write!(out, "\n{} judged", counted(coverage.count(&Outcome::Judged), "file"))?;
    for (number, what) in [
        (coverage.count(&Outcome::Partly(0)), "only partly read"),
        (coverage.count(&Outcome::Template), "skipped: templates that something else fills in"),
        (coverage.count(&Outcome::NotOurs), "skipped: neither Compose nor Kubernetes"),
        (run.unread.len(), "not read"),
    ] {
        if number > 0 {
            write!(out, ", {number} {what}")?;
        }
    }
    writeln!(out)
}
