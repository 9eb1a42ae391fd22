//! From findings to what the protocol shows. The only place that builds diagnostics of the wire.

use plimsoll_linter::{
    Judged, Report,
    config::Problem,
    diagnostics::{Encoding, FileId, Fingerprint, Level, Span, TextRange},
    rules::RuleRef,
};
use tower_lsp_server::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Uri,
};

use crate::{
    document::{Document, to_range},
    judgement::Judgement,
    session::Session,
};

/// What diagnostics name as where they come from.
pub(crate) const SOURCE: &str = "plimsoll";

/// The rule for comments that silence nothing, which editors fade.
const UNUSED_SUPPRESSION: &str = "unused-suppression";

/// The findings that are shown in the document `uri`, by place.
pub(crate) fn shown<'j>(
    judgement: &'j Judgement,
    uri: &Uri,
) -> impl Iterator<Item = &'j Judged> + use<'j> {
    judgement.file_of(uri).into_iter().flat_map(|file| shown_in(judgement, file))
}

fn shown_in(judgement: &Judgement, file: FileId) -> impl Iterator<Item = &Judged> {
    open_in(judgement, file).filter(move |it| !is_muted(judgement, it))
}

/// How many findings in a file are left to other programs.
pub(crate) fn muted_in(judgement: &Judgement, file: FileId) -> usize {
    open_in(judgement, file).filter(|it| is_muted(judgement, it)).count()
}

fn open_in(judgement: &Judgement, file: FileId) -> impl Iterator<Item = &Judged> {
    judgement.report.open().filter(move |it| it.diagnostic.at.file == file)
}

fn is_muted(judgement: &Judgement, it: &Judged) -> bool {
    let file = judgement.report.project.file(it.diagnostic.at.file);
    judgement.mute.takes(it.diagnostic.rule.as_str(), file.recognition.dialect)
}

/// What is wrong with a file of the judgement, open or not.
pub(crate) fn diagnostics_in(
    session: &Session,
    judgement: &Judgement,
    file: FileId,
) -> Vec<Diagnostic> {
    shown_in(judgement, file).map(|it| diagnostic(session, judgement, it)).collect()
}

/// What is wrong with `document`.
pub(crate) fn diagnostics(
    session: &Session,
    judgement: &Judgement,
    document: &Document,
) -> Vec<Diagnostic> {
    let found = shown(judgement, &document.uri).map(|it| diagnostic(session, judgement, it));
    let rules = judgement.report.coverage.failed.iter();
    let failed = rules.map(|rule| failure(document, &format!("`{rule}`"), session.encoding));
    let problems = judgement.problems.iter().map(|it| problem(document, it, session.encoding));
    problems.chain(failed).chain(found).collect()
}

/// Something that is wrong with a configuration file.
fn problem(document: &Document, it: &Problem, encoding: Encoding) -> Diagnostic {
    let range = it.at.map_or(TextRange::empty(0), |place| place.at);
    Diagnostic {
        range: document.range(range, encoding),
        severity: Some(severity(it.level)),
        code: Some(NumberOrString::String("configuration".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: it.message.clone(),
        ..Diagnostic::default()
    }
}

/// A name for exactly these diagnostics.
pub(crate) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let text = serde_json::to_string(diagnostics).unwrap_or_default();
    Fingerprint::of([text.as_str()]).to_string()
}

/// One finding.
pub(crate) fn diagnostic(session: &Session, judgement: &Judgement, it: &Judged) -> Diagnostic {
    let found = &it.diagnostic;
    let name = found.rule.as_str();
    let report = &judgement.report;
    let related = session.shows_related.then(|| {
        let labels = found.labels.iter().filter_map(|label| {
            let range = range(report, label.at, session.encoding);
            let location = Location { uri: judgement.uri_of(label.at.file)?, range };
            Some(DiagnosticRelatedInformation { location, message: label.message.clone() })
        });
        labels.collect::<Vec<_>>()
    });
    let is_faded = session.shows_tags && name == UNUSED_SUPPRESSION;
    Diagnostic {
        range: range(report, found.at, session.encoding),
        severity: Some(severity(found.level)),
        code: Some(NumberOrString::String(name.to_owned())),
        code_description: page(&it.rule)
            .and_then(|page| Some(CodeDescription { href: page.parse().ok()? })),
        source: Some(SOURCE.to_owned()),
        message: found.message.clone(),
        related_information: related.filter(|it| !it.is_empty()),
        tags: is_faded.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// What a document shows when plimsoll itself has failed to look for `what` in it: silence would
/// look like praise.
pub(crate) fn failure(document: &Document, what: &str, encoding: Encoding) -> Diagnostic {
    let end = document.text.find(['\n', '\r']).unwrap_or(document.text.len());
    Diagnostic {
        range: document.range(TextRange::from_usize(0, end), encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("internal-error".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: format!("{what} could not be looked for because of a defect in plimsoll"),
        ..Diagnostic::default()
    }
}

/// The address of a rule's page, as it was in this version; a custom rule has none.
pub(crate) fn page(rule: &RuleRef) -> Option<String> {
    let RuleRef::Static(entry) = rule else { return None };
    let path = entry.source.strip_suffix(".rs")?;
    let (repository, version) = (env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_VERSION"));
    Some(format!("{repository}/blob/v{version}/crates/plimsoll-rules/{path}.md"))
}

/// `span` in the client's positions.
pub(crate) fn range(report: &Report, span: Span, encoding: Encoding) -> Range {
    let file = report.project.file(span.file);
    to_range(file.text(), &file.lines, span.range, encoding)
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        _ => DiagnosticSeverity::INFORMATION,
    }
}
