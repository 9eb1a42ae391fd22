//! Snippets for a terminal.

use std::{collections::HashMap, io};

use codespan_reporting::{
    diagnostic::{Diagnostic as Shown, Label, LabelStyle, Severity as Tone},
    files::SimpleFiles,
    term::{self, Config, termcolor::WriteColor},
};
use plimsoll_linter::{
    Joined,
    diagnostics::{FileId, Level, Safety},
    joined,
};

use crate::Run;

/// Writes one snippet for each open finding; those about one definition have one together.
///
/// # Errors
///
/// Those of `out`.
pub fn text(run: &Run<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut files = SimpleFiles::new();
    let mut known: HashMap<FileId, usize> = HashMap::new();
    let config = Config::default();
    for it in joined(run.report, run.report.open()) {
        let diagnostic = &it.first().diagnostic;
        let spans =
            std::iter::once(&diagnostic.at).chain(diagnostic.labels.iter().map(|label| &label.at));
        for span in spans {
            let file = run.report.project.file(span.file);
            known
                .entry(span.file)
                .or_insert_with(|| files.add(file.path.as_str(), run.report.shown(span.file)));
        }
        let shown = shown(&it, &known);
        term::emit_to_write_style(out, &config, &files, &shown).map_err(io::Error::other)?;
    }
    Ok(())
}

fn shown(it: &Joined<'_>, files: &HashMap<FileId, usize>) -> Shown<usize> {
    let diagnostic = &it.first().diagnostic;
    let tone = match diagnostic.level {
        Level::Error => Tone::Error,
        Level::Warning => Tone::Warning,
        _ => Tone::Note,
    };
    let id = |file: FileId| files.get(&file).copied().unwrap_or(0);
    let mut labels = vec![Label::new(
        LabelStyle::Primary,
        id(diagnostic.at.file),
        diagnostic.at.range.to_usize(),
    )];
    for label in &diagnostic.labels {
        labels.push(
            Label::new(LabelStyle::Secondary, id(label.at.file), label.at.range.to_usize())
                .with_message(&label.message),
        );
    }
    let mut notes = Vec::new();
    let reason = diagnostic.severity_reason.as_ref();
    notes.extend(reason.map(|it| format!("{} here: {it}", diagnostic.severity)));
    notes.extend(diagnostic.platform.map(|it| it.explained().to_owned()));
    if let Some(proposal) = it.first().proposals.first() {
        let how = match proposal.safety {
            Safety::Safe => "fix",
            Safety::Hardening => "fix --hardening",
            _ => "by hand",
        };
        let risk = proposal.may_break.as_ref().map(|it| format!("; {it}")).unwrap_or_default();
        notes.push(format!("{how}: {}{risk}", proposal.title));
    }
    Shown::new(tone)
        .with_code(diagnostic.rule.as_str())
        .with_message(&it.message)
        .with_labels(labels)
        .with_notes(notes)
}
