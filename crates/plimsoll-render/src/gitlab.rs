//! GitLab's Code Quality report: a list of issues in the form of Code Climate.

use std::io::{self, Write};

use plimsoll_linter::diagnostics::{Diagnostic, Encoding, Fingerprint, Severity};
use serde::Serialize;

use crate::{Run, run::Blind};

#[derive(Serialize)]
struct Issue<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    check_name: &'a str,
    description: &'a str,
    categories: [&'static str; 1],
    severity: &'static str,
    fingerprint: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

/// Lines, counted from one; both included.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the open findings, and what was not looked at, as one JSON list and a line break.
///
/// # Errors
///
/// Those of `out`.
pub fn gitlab(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let blind = run.blind();
    let gaps = blind.iter().map(|it| gap(run, it));
    let issues: Vec<Issue<'_>> =
        gaps.chain(run.report.diagnostics().map(|it| issue(run, it))).collect();
    serde_json::to_writer_pretty(&mut *out, &issues).map_err(io::Error::other)?;
    writeln!(out)
}

fn issue<'a>(run: &Run<'_>, it: &'a Diagnostic) -> Issue<'a> {
    let region = run.region(it.at, Encoding::Utf32);
    Issue {
        kind: "issue",
        check_name: it.rule.as_str(),
        description: &it.message,
        categories: ["Security"],
        severity: severity(it.severity),
        fingerprint: it.fingerprint.to_string(),
        location: Location {
            path: run.paths.shown(run.path(it.at.file)),
            lines: Lines { begin: region.line, end: region.end_line },
        },
    }
}

/// The report has no place for what a tool could not do, and an empty list reads as clean.
fn gap<'a>(run: &Run<'_>, it: &'a Blind<'_>) -> Issue<'a> {
    let line = it.at.map_or(1, |at| run.region(at, Encoding::Utf32).line);
    Issue {
        kind: "issue",
        check_name: "not-looked-at",
        description: &it.message,
        categories: ["Security"],
        severity: "major",
        fingerprint: Fingerprint::of(["not-looked-at", it.path, &it.message]).to_string(),
        location: Location {
            path: run.paths.shown(it.path),
            lines: Lines { begin: line, end: line },
        },
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        _ => "info",
    }
}
