//! Commands: what a person asks the server for by name.

use std::fmt::Write;

use plimsoll_linter::{Outcome, diagnostics::Encoding, model::Dialect, rules::RuleRef};
use serde_json::{Value, json};

use crate::{
    completion::known,
    convert,
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

/// Puts the cursor of the editor somewhere; its arguments are an address and a range. Part of
/// actions that leave something to fill in.
pub(crate) const PLACE: &str = "plimsoll.place";

/// Every command.
pub(crate) const ALL: [&str; 4] = [EXPLAIN, DOCTOR, RESTART, PLACE];

/// The page of the rule that has this name for the document in `view`, or in the catalogue.
pub(crate) fn explain(name: &str, view: Option<&View>) -> Option<String> {
    let own = view.and_then(|view| {
        let all = view.judgement.linter.all_settings().iter();
        all.filter_map(|it| it.find(name)).next().cloned()
    });
    let is_it = |it: &RuleRef| it.name() == name || it.formerly().contains(&name);
    let rule = own.or_else(|| known().into_iter().find(is_it))?;
    let page = convert::page(&rule).map(|it| format!("\n\n{it}")).unwrap_or_default();
    let (summary, severity) = (rule.summary(), rule.severity());
    let text = rule.text();
    Some(format!("# {}\n\n{summary} ({severity})\n\n{}{page}\n", rule.name(), text.trim_end()))
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
    let unread = view.map_or(0, |view| {
        let gaps = view.judgement.report.coverage.gaps.iter();
        let id = view.judgement.file_of(&view.document.uri);
        let errors = id.map_or(0, |id| view.judgement.report.project.file(id).errors.len());
        errors + gaps.filter(|(at, _)| Some(at.file) == id).count()
    });
    json!({
        "dialect": recognised.map_or("left alone", |it| it.as_str()),
        "isJudged": recognised.is_some_and(Dialect::is_judged),
        "unread": unread,
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
    for scope in report.coverage.scopes.iter().filter(|it| it.files.contains(&id)) {
        let state = if scope.is_complete() { "complete" } else { "open" };
        let _ = writeln!(out, "  part of the {scope}: {state}");
        for gap in &scope.gaps {
            let _ = writeln!(out, "    {}: {}", gap.path, gap.message);
        }
    }
    let here = report.judged.iter().filter(|it| it.diagnostic.at.file == id);
    let ignored = here.filter(|it| it.suppressed_by.is_some()).count();
    let shown = convert::shown(&view.judgement, &view.document.uri).count();
    let muted = convert::muted_in(&view.judgement, id);
    let _ = writeln!(
        out,
        "  {shown} findings, {ignored} ignored by comments, {muted} left to others (`plimsoll.mute`)"
    );
}
