//! Values of security settings that are not written where they count: inherited from somewhere
//! else, or the platform's default. Shown in the text for those who ask for it.

use plimsoll_linter::{
    diagnostics::{Span, TextRange},
    model::{Shown, Subject},
};
use tower_lsp_server::ls_types::{
    InlayHint, InlayHintLabel, InlayHintTooltip, MarkupContent, MarkupKind, Range,
};

use crate::{owner::View, session::Session};

/// The facts about a container that its isolation rests on.
const SHOWN: [&str; 7] = [
    "privileged",
    "privilege_escalation",
    "user",
    "read_only_root",
    "dropped_capabilities",
    "seccomp",
    "apparmor",
];

/// One hint for each container in `range` of the document.
pub(crate) fn hints(session: &Session, view: &View, range: Range) -> Vec<InlayHint> {
    let (document, judgement) = (&view.document, &view.judgement);
    let Some(file) = judgement.file_of(&document.uri) else { return Vec::new() };
    let project = &judgement.report.project;
    let start = document.offset(range.start, session.encoding);
    let end = document.offset(range.end, session.encoding);
    let asked = TextRange::new(start, end);
    let mut hints = Vec::new();
    for container in &project.subjects.containers {
        let shown = project.span_of(container.identity().shown);
        if shown.file != file || !asked.touches(shown.range.end()) {
            continue;
        }
        let facts = container.facts();
        let owner = container.identity().owner;
        let own = Span { file: owner.file, range: project.full_range(owner) };
        let is_unwritten = |it: &&Shown<'_>| match (it.fact.state(), it.sites().first()) {
            ("assumed", _) => true,
            ("stated", Some(site)) => {
                let at = project.span(site);
                at.file != own.file || !own.range.contains_range(at.range)
            }
            _ => false,
        };
        let unwritten: Vec<&Shown<'_>> =
            facts.iter().filter(|it| SHOWN.contains(&it.name)).filter(is_unwritten).collect();
        if unwritten.is_empty() {
            continue;
        }
        let label: Vec<String> =
            unwritten.iter().map(|it| format!("{}: {}", it.name, it.fact.shown())).collect();
        let lines: Vec<String> = unwritten
            .iter()
            .map(|it| {
                let origin = if it.fact.state() == "assumed" { "default" } else { "inherited" };
                let doc = it.doc.trim();
                format!("- `{}` = `{}` ({origin}): {doc}", it.name, it.fact.shown())
            })
            .collect();
        let line = document.text.get(shown.range.end() as usize..).unwrap_or("");
        let rest = line.find(['\n', '\r']).unwrap_or(line.len());
        let at = TextRange::empty(shown.range.end() + u32::try_from(rest).unwrap_or(0));
        hints.push(InlayHint {
            position: document.range(at, session.encoding).start,
            label: InlayHintLabel::String(label.join(", ")),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value: lines.join("\n"),
            })),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
    }
    hints
}
