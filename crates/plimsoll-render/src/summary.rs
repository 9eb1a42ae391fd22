//! The last lines of a run: what was found, and what was looked at.

use std::io::{self, Write};

use plimsoll_linter::{
    Outcome, Report,
    diagnostics::{Encoding, Level},
};

/// Writes how much was found, how many files were judged, and what was not looked at and why.
///
/// # Errors
///
/// Those of `out`.
pub fn summary(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let coverage = &report.coverage;
    for (at, message) in &coverage.gaps {
        let file = report.project.file(at.file);
        let place = file.lines.position(file.text(), at.range.start(), Encoding::Utf32);
        writeln!(
            out,
            "not looked at: {}:{}:{}: {message}",
            file.path,
            place.line + 1,
            place.column + 1
        )?;
    }
    for it in &coverage.files {
        if let Outcome::Partly(errors) = it.outcome {
            let path = &report.project.file(it.file).path;
            writeln!(out, "partly read: {path}: {}", counted(errors, "syntax error"))?;
        }
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
    let judged = coverage.count(&Outcome::Judged) + coverage.count(&Outcome::Partly(0));
    write!(out, "\n{} judged", counted(judged, "file"))?;
    for (outcome, what) in [
        (Outcome::Partly(0), "only partly read"),
        (Outcome::Template, "skipped: templates that something else fills in"),
        (Outcome::NotOurs, "skipped: neither Compose nor Kubernetes"),
    ] {
        let number = coverage.count(&outcome);
        if number > 0 {
            write!(out, ", {number} {what}")?;
        }
    }
    writeln!(out)
}

/// `1 file`, `2 files`.
fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
