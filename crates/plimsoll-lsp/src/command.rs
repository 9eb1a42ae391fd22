//! Commands: what a person asks the server for by name.

use std::fmt::Write;

use plimsoll_linter::{Outcome, diagnostics::Encoding, model::Dialect};
use serde_json::{Value, json};

use crate::{
    completion::known,
    convert,
    hover::prose,
    owner::{Overview, View},
    session::Session,
    unit::{Interest, interest},
};

/// Shows the page of a rule; its argument is the rule's name.
pub(crate) const EXPLAIN: &str = "plimsoll.explain";

/// Says what each open document is taken for, and what was not looked at.
pub(crate) const DOCTOR: &str = "plimsoll.doctor";

/// Forgets everything that was found, and judges anew.
pub(crate) const RESTART: &str = "plimsoll.restart";

/// Every command.
pub(crate) const ALL: [&str; 3] = [EXPLAIN, DOCTOR, RESTART];

/// The page of the rule, without its examples.
pub(crate) fn explain(name: &str) -> Option<String> {
    let rule = known().into_iter().find(|it| it.name() == name || it.formerly().contains(&name))?;
    let page = convert::page(&rule).map(|it| format!("\n{it}\n")).unwrap_or_default();
    let (summary, severity) = (rule.summary(), rule.severity());
    Some(format!("# {}\n\n{summary} ({severity})\n\n{}{page}", rule.name(), prose(rule.page())))
}

/// What the server is doing, for a person to read; `views` has one entry a document.
pub(crate) fn doctor(session: &Session, overview: &Overview, views: &[Option<View>]) -> String {
    let mut out = format!("plimsoll {}\n", env!("CARGO_PKG_VERSION"));
    let units = match session.encoding {
        Encoding::Utf8 => "UTF-8",
        _ => "UTF-16",
    };
    let way = if session.pulls { "when asked" } else { "unasked" };
    let _ = writeln!(out, "columns in {units} units, diagnostics sent {way}, no network");
    for folder in &overview.folders {
        let _ = writeln!(out, "workspace folder {}", folder.display());
    }
    for (document, view) in overview.documents.iter().zip(views) {
        let uri = document.uri.as_str();
        let _ = writeln!(out, "\n{uri}\n  language id `{}`", document.language);
        match (interest(document), view) {
            (Interest::Configuration, _) => out.push_str("  configures what is judged\n"),
            (Interest::Silent, _) => out.push_str("  left alone because of its language id\n"),
            (Interest::Judged, None) => out.push_str("  could not be judged\n"),
            (Interest::Judged, Some(view)) => describe(&mut out, view),
        }
    }
    out
}

/// What a program wants to know about one document: what it is taken for, whether rules look at
/// it, and everything that is known, for people.
pub(crate) fn doctor_of(text: &str, view: Option<&View>) -> Value {
    let recognised = view.and_then(|view| {
        let id = view.judgement.file_of(&view.document.uri)?;
        Some(view.judgement.report.project.file(id).recognition.dialect)
    });
    json!({
        "dialect": recognised.map_or("left alone", |it| it.as_str()),
        "isJudged": recognised.is_some_and(Dialect::is_judged),
        "text": text,
    })
}

fn describe(out: &mut String, view: &View) {
    let report = &view.judgement.report;
    let Some(id) = view.judgement.file_of(&view.document.uri) else { return };
    let file = report.project.file(id);
    let _ = writeln!(out, "  {}", file.recognition.dialect.as_str());
    for reason in &file.recognition.because {
        let _ = writeln!(out, "  because {reason}");
    }
    let coverage = report.coverage.files.iter().find(|it| it.file == id);
    match coverage.map(|it| &it.outcome) {
        Some(Outcome::Judged) => out.push_str("  judged in full\n"),
        Some(Outcome::Partly(errors)) => {
            let _ = writeln!(out, "  judged in part: {errors} places could not be read");
        }
        Some(Outcome::Template) => out.push_str("  skipped: something else fills it in\n"),
        _ => out.push_str("  not judged\n"),
    }
    for error in &file.errors {
        let line = file.lines.line(error.at.start()) + 1;
        let _ = writeln!(out, "  line {line}: {}", error.message);
    }
    for (at, message) in report.coverage.gaps.iter().filter(|(at, _)| at.file == id) {
        let line = file.lines.line(at.range.start()) + 1;
        let _ = writeln!(out, "  line {line}: not looked at: {message}");
    }
    let here = report.judged.iter().filter(|it| it.diagnostic.at.file == id);
    let ignored = here.filter(|it| it.suppressed_by.is_some()).count();
    let shown = convert::shown(&view.judgement, &view.document.uri).count();
    let _ = writeln!(out, "  {shown} findings, {ignored} ignored by comments");
}
