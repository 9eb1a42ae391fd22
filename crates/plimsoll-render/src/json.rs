//! The report as JSON, for programs. `schema/report.schema.json` in this crate describes it.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use plimsoll_linter::{
    Judged, Outcome,
    diagnostics::{Encoding, Reaction, Safety, Span, TextRange},
    model::DeployScope,
};
use serde::Serialize;

use crate::{Run, run::EMPTY, silence};

/// The version of the shape below; it grows when a field changes its meaning or goes away.
const VERSION: u32 = 2;

#[derive(Serialize)]
struct Shape<'a> {
    version: u32,
    tool: Tool,
    diagnostics: Vec<Finding<'a>>,
    suppressed: Vec<Suppressed<'a>>,
    coverage: Coverage<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Suppressed<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    suppression: Suppression<'a>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_reason: Option<&'a str>,
    level: &'a str,
    evidence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<&'static str>,
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    /// Empty where it is about the text of a file.
    subject: Cow<'a, str>,
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

/// A fix that was verified has edits; one that was not asked for is only announced.
#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    may_break: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<Edit<'a>>>,
}

/// What stands at the place gives way to `text`.
#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    at: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Coverage<'a> {
    is_complete: bool,
    files: Vec<File<'a>>,
    unread: Vec<Unread<'a>>,
    gaps: Vec<Label<'a>>,
    scopes: Vec<Scope<'a>>,
    accepted: Vec<Accepted<'a>>,
}

/// What is deployed together.
#[derive(Serialize)]
struct Scope<'a> {
    kind: &'static str,
    place: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<&'a str>,
    is_complete: bool,
    gaps: Vec<ScopeGap<'a>>,
}

/// What was not seen of a scope.
#[derive(Serialize)]
struct ScopeGap<'a> {
    message: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Place<'a>>,
}

/// What nobody expects to be looked at.
#[derive(Serialize)]
struct Accepted<'a> {
    message: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Place<'a>>,
    because: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    dialect: &'a str,
    outcome: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    syntax_errors: Option<usize>,
}

#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    message: &'a str,
}

/// Writes the run as one JSON object and a line break.
///
/// # Errors
///
/// Those of `out`.
pub fn json(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suppressed = run.report.judged.iter().filter_map(|it| {
        let silence = silence::of(run, it)?;
        let suppression =
            Suppression { kind: silence.kind, reason: silence.reason, until: silence.until };
        Some(Suppressed { finding: finding(run, it), suppression })
    });
    let shape = Shape {
        version: VERSION,
        tool: Tool { name: "plimsoll", version: env!("CARGO_PKG_VERSION") },
        diagnostics: run.report.open().map(|it| finding(run, it)).collect(),
        suppressed: suppressed.collect(),
        coverage: coverage(run),
    };
    serde_json::to_writer_pretty(&mut *out, &shape).map_err(io::Error::other)?;
    writeln!(out)
}

fn place<'a>(run: &Run<'a>, span: Span) -> Place<'a> {
    let region = run.region(span, Encoding::Utf32);
    Place {
        path: run.path(span.file),
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
        start: span.range.start(),
        end: span.range.end(),
    }
}

fn finding<'a>(run: &Run<'a>, it: &'a Judged) -> Finding<'a> {
    let diagnostic = &it.diagnostic;
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| Label { message: &label.message, at: place(run, label.at) });
    Finding {
        rule: diagnostic.rule.as_str(),
        severity: diagnostic.severity.as_str(),
        severity_reason: diagnostic.severity_reason.as_deref(),
        level: diagnostic.level.as_str(),
        evidence: diagnostic.evidence.as_str(),
        platform: diagnostic.platform.map(Reaction::as_str),
        message: &diagnostic.message,
        at: place(run, diagnostic.at),
        subject: run.report.redactor().redacted(&it.subject),
        address: &diagnostic.address,
        fingerprint: diagnostic.fingerprint.to_string(),
        labels: labels.collect(),
        fixes: fixes(run, it),
    }
}

fn fixes<'a>(run: &Run<'a>, it: &'a Judged) -> Vec<Fix<'a>> {
    let verified = &it.diagnostic.fixes;
    if verified.is_empty() {
        let announced = |title: &'a str, safety: Safety, may_break: Option<&'a str>| Fix {
            title,
            safety: safety.as_str(),
            may_break,
            edits: None,
        };
        let proposals = it.proposals.iter();
        return proposals
            .map(|it| announced(&it.title, it.safety, it.may_break.as_deref()))
            .collect();
    }
    let fixes = verified.iter().map(|fix| {
        let edits = fix.edits.iter().flat_map(|(file, edits)| {
            edits.edits().iter().map(|edit| {
                let range: TextRange = edit.range;
                Edit { at: place(run, Span { file: *file, range }), text: &edit.text }
            })
        });
        Fix {
            title: &fix.title,
            safety: fix.safety.as_str(),
            may_break: fix.may_break.as_deref(),
            edits: (!run.quotes_secret(fix)).then(|| edits.collect()),
        }
    });
    fixes.collect()
}

fn scope<'a>(run: &Run<'a>, it: &'a DeployScope) -> Scope<'a> {
    let gaps = it.gaps.iter().map(|gap| ScopeGap {
        message: &gap.message,
        path: &gap.path,
        at: gap.at.map(|at| place(run, at)),
    });
    Scope {
        kind: it.kind.as_str(),
        place: &it.place,
        namespace: it.namespace.as_deref(),
        is_complete: it.is_complete(),
        gaps: gaps.collect(),
    }
}

fn coverage<'a>(run: &Run<'a>) -> Coverage<'a> {
    let files = run.report.coverage.files.iter().map(|it| File {
        path: run.path(it.file),
        dialect: it.dialect.as_str(),
        outcome: it.outcome.as_str(),
        syntax_errors: match it.outcome {
            Outcome::Partly(errors) => Some(errors),
            _ => None,
        },
    });
    let empty = run.empty.map(|path| Unread { path, message: EMPTY });
    let unread = run.unread.iter().map(|it| Unread { path: &it.path, message: &it.why });
    let unread = empty.into_iter().chain(unread);
    let gaps = run.report.coverage.gaps.iter();
    let accepted = run.report.coverage.accepted.iter().map(|it| Accepted {
        message: &it.message,
        path: &it.path,
        at: it.at.map(|at| place(run, at)),
        because: &it.because,
        until: it.until.map(|it| it.to_string()),
    });
    Coverage {
        is_complete: run.is_complete(),
        files: files.collect(),
        unread: unread.collect(),
        gaps: gaps.map(|(at, message)| Label { message, at: place(run, *at) }).collect(),
        scopes: run.report.coverage.scopes.iter().map(|it| scope(run, it)).collect(),
        accepted: accepted.collect(),
    }
}
