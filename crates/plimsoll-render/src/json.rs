//! The report as JSON, for programs.

use std::io::{self, Write};

use plimsoll_linter::{
    Judged, Outcome, Report,
    diagnostics::{Encoding, Span},
};
use serde::Serialize;

/// The version of the shape below; it grows when a field changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Shape<'a> {
    version: u32,
    diagnostics: Vec<Finding<'a>>,
    coverage: Coverage<'a>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    level: &'a str,
    evidence: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    address: &'a str,
    fingerprint: String,
    labels: Vec<Label<'a>>,
    fixes: Vec<Fix<'a>>,
}

/// Lines and columns count from one, columns in characters; offsets count bytes from zero.
#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Label<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    may_break: Option<&'a str>,
}

#[derive(Serialize)]
struct Coverage<'a> {
    is_complete: bool,
    files: Vec<File<'a>>,
    gaps: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    dialect: &'a str,
    outcome: &'a str,
}

/// Writes the report as one JSON object and a line break.
///
/// # Errors
///
/// Those of `out`.
pub fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let shape = Shape {
        version: VERSION,
        diagnostics: report.open().map(|it| finding(report, it)).collect(),
        coverage: coverage(report),
    };
    serde_json::to_writer_pretty(&mut *out, &shape).map_err(io::Error::other)?;
    writeln!(out)
}

fn place<'a>(report: &'a Report, span: Span) -> Place<'a> {
    let file = report.project.file(span.file);
    let at = |offset| file.lines.position(file.text(), offset, Encoding::Utf32);
    let (start, end) = (at(span.range.start()), at(span.range.end()));
    Place {
        path: &file.path,
        line: start.line + 1,
        column: start.column + 1,
        end_line: end.line + 1,
        end_column: end.column + 1,
        start: span.range.start(),
        end: span.range.end(),
    }
}

fn finding<'a>(report: &'a Report, it: &'a Judged) -> Finding<'a> {
    let diagnostic = &it.diagnostic;
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| Label { message: &label.message, at: place(report, label.at) });
    let fixes = it.proposals.iter().map(|proposal| Fix {
        title: &proposal.title,
        safety: proposal.safety.as_str(),
        may_break: proposal.may_break.as_deref(),
    });
    Finding {
        rule: diagnostic.rule.as_str(),
        severity: diagnostic.severity.as_str(),
        level: diagnostic.level.as_str(),
        evidence: diagnostic.evidence.as_str(),
        message: &diagnostic.message,
        at: place(report, diagnostic.at),
        address: &diagnostic.address,
        fingerprint: diagnostic.fingerprint.to_string(),
        labels: labels.collect(),
        fixes: fixes.collect(),
    }
}

fn coverage(report: &Report) -> Coverage<'_> {
    let files = report.coverage.files.iter().map(|it| File {
        path: &report.project.file(it.file).path,
        dialect: it.dialect.as_str(),
        outcome: match it.outcome {
            Outcome::Judged => "judged",
            Outcome::Partly(_) => "partly",
            Outcome::NotOurs => "not-ours",
            Outcome::Template => "template",
        },
    });
    let gaps =
        report.coverage.gaps.iter().map(|(at, message)| Label { message, at: place(report, *at) });
    Coverage {
        is_complete: report.coverage.is_complete(),
        files: files.collect(),
        gaps: gaps.collect(),
    }
}
