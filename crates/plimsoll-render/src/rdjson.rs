//! The Reviewdog Diagnostic Format as one JSON object, for review bots.

use std::io::{self, Write};

use plimsoll_linter::{
    Judged, Report,
    diagnostics::{EditSet, Encoding, FileId, Level, Safety, Span, TextRange},
};
use serde::Serialize;

use crate::{Run, run::Blind};

#[derive(Serialize)]
struct Shape<'a> {
    source: Source,
    severity: &'static str,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Entry<'a> {
    message: &'a str,
    location: Location,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Both count from one; columns count bytes, as the format has it.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// Writes the open findings, and what was not looked at, as one JSON object and a line break.
///
/// # Errors
///
/// Those of `out`.
pub fn rdjson(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let blind = run.blind();
    let gaps = blind.iter().map(|it| gap(run, it));
    let diagnostics = gaps.chain(run.report.open().map(|it| entry(run, it))).collect();
    let source = Source { name: "plimsoll", url: env!("CARGO_PKG_REPOSITORY") };
    let shape = Shape { source, severity: "WARNING", diagnostics };
    serde_json::to_writer_pretty(&mut *out, &shape).map_err(io::Error::other)?;
    writeln!(out)
}

fn entry<'a>(run: &Run<'_>, it: &'a Judged) -> Entry<'a> {
    let diagnostic = &it.diagnostic;
    let related = diagnostic
        .labels
        .iter()
        .map(|label| Related { message: &label.message, location: location(run, label.at) });
    // A bot offers what is committed with one click, so nothing that a person has to fill in.
    let fixes =
        diagnostic.fixes.iter().filter(|it| it.safety != Safety::Manual && !run.quotes_secret(it));
    let suggestions = fixes.filter_map(|fix| match fix.edits.as_slice() {
        [(file, edits)] if *file == diagnostic.at.file => {
            let (range, text) = as_one(run.report, *file, edits)?;
            Some(Suggestion { range: self::range(run, Span { file: *file, range }), text })
        }
        _ => None,
    });
    Entry {
        message: &diagnostic.message,
        location: location(run, diagnostic.at),
        severity: match diagnostic.level {
            Level::Error => "ERROR",
            Level::Warning => "WARNING",
            _ => "INFO",
        },
        code: Code { value: diagnostic.rule.as_str() },
        suggestions: suggestions.collect(),
        related_locations: related.collect(),
    }
}

fn gap<'a>(run: &Run<'_>, it: &'a Blind<'_>) -> Entry<'a> {
    Entry {
        message: &it.message,
        location: match it.at {
            Some(at) => location(run, at),
            None => Location { path: run.paths.shown(it.path), range: None },
        },
        severity: "ERROR",
        code: Code { value: "not-looked-at" },
        suggestions: Vec::new(),
        related_locations: Vec::new(),
    }
}

/// Several edits as one: suggestions of the format are alternatives and not steps.
fn as_one(report: &Report, file: FileId, edits: &EditSet) -> Option<(TextRange, String)> {
    let (first, last) = (edits.edits().first()?, edits.edits().last()?);
    let range = TextRange::new(first.range.start(), last.range.end());
    let whole = report.project.file(file);
    // What stands between the edits is written again, and must not be a secret.
    if range.slice(&report.shown(file)) != range.slice(whole.text()) {
        return None;
    }
    let before = &whole.text()[..range.end() as usize];
    let after = edits.apply(before);
    Some((range, after.get(range.start() as usize..)?.to_owned()))
}

fn location(run: &Run<'_>, at: Span) -> Location {
    Location { path: run.paths.shown(run.path(at.file)), range: Some(range(run, at)) }
}

fn range(run: &Run<'_>, at: Span) -> Range {
    let region = run.region(at, Encoding::Utf8);
    Range {
        start: Position { line: region.line, column: region.column },
        end: Position { line: region.end_line, column: region.end_column },
    }
}
