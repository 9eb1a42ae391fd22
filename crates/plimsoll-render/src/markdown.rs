//! Markdown for people who read a run in a browser: the summary of a job, a comment on a change.

use std::io::{self, Write};

use plimsoll_linter::{
    diagnostics::{
        Encoding, Level,
        message::{Part, parts},
    },
    joined,
};

use crate::{Run, counted, statistics::counts};

/// How many findings are listed: services cut long summaries off (GitHub at 1 MiB).
const LISTED: usize = 500;

/// Writes a table of rules, a folded list of findings, and what was not looked at.
///
/// # Errors
///
/// Those of `out`.
pub fn markdown(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut summary = Vec::new();
    crate::totals(&[*run], &mut summary)?;
    let summary = String::from_utf8_lossy(&summary).trim_end().replace('\n', ". ");
    writeln!(out, "## plimsoll\n\n{summary}.")?;
    let blind = run.blind();
    if !blind.is_empty() {
        writeln!(out, "\n### Not looked at\n")?;
    }
    for it in blind.iter().take(LISTED) {
        let line = it.at.map(|at| format!(":{}", run.region(at, Encoding::Utf32).line));
        let place = run.paths.shown(it.path) + &line.unwrap_or_default();
        writeln!(out, "- {}: {}", code(&place), escaped(&it.message))?;
    }
    more(blind.len(), out)?;
    let accepted = &run.report.coverage.accepted;
    if !accepted.is_empty() {
        writeln!(out, "\n### Not looked at, as configured\n")?;
    }
    for it in accepted.iter().take(LISTED) {
        let line = it.at.map(|at| format!(":{}", run.region(at, Encoding::Utf32).line));
        let place = run.paths.shown(&it.path) + &line.unwrap_or_default();
        writeln!(out, "- {}: {}", code(&place), escaped(&it.explained()))?;
    }
    more(accepted.len(), out)?;
    let counts = counts(run);
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| | Rule | Level | Fix | What |\n| ---: | --- | --- | --- | --- |")?;
    for it in counts {
        let level = it.level.map_or("", Level::as_str);
        let (rule, fixes, summary) = (code(it.rule), it.fixes(), escaped(it.summary));
        writeln!(out, "| {} | {rule} | {level} | {fixes} | {summary} |", it.findings)?;
    }
    let mut found = joined(run.report, run.report.open());
    // The sort is stable: equally bad ones stay in the order of files and places.
    found.sort_by_key(|it| {
        let it = &it.first().diagnostic;
        std::cmp::Reverse((it.level, it.severity))
    });
    let count = counted(run.report.open().count(), "finding");
    writeln!(out, "\n<details><summary>{count}</summary>\n")?;
    writeln!(out, "| Level | Place | Rule | What |\n| --- | --- | --- | --- |")?;
    for shown in found.iter().take(LISTED) {
        let it = &shown.first().diagnostic;
        let line = run.region(it.at, Encoding::Utf32).line;
        let place = code(&format!("{}:{line}", run.paths.shown(run.path(it.at.file))));
        let (level, rule) = (it.level.as_str(), code(it.rule.as_str()));
        writeln!(out, "| {level} | {place} | {rule} | {} |", escaped(&shown.message))?;
    }
    more(found.len(), out)?;
    writeln!(out, "\n</details>")
}

fn more(all: usize, out: &mut dyn Write) -> io::Result<()> {
    match all.saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(out, "\nand {more} more"),
    }
}

/// `text` between backticks, in a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    // A name with a backtick in it needs a longer fence.
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

/// A message, which has code between backticks, in a cell of a table.
fn escaped(text: &str) -> String {
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    // In code everything stands for itself.
    let shown = parts(&text).map(|part| match part {
        Part::Words(it) => it.slice(&text).replace('<', "&lt;"),
        Part::Quoted(it) => it.slice(&text).to_owned(),
    });
    shown.collect::<Vec<_>>().join("`")
}
