//! What a finding means: why its rule is there, and the value that it is about with where that
//! comes from. The whole page is a command away.
//! Nothing is said where nothing was found; keys are the business of other servers.

use std::fmt::Write;

use plimsoll_linter::{
    Joined, Judged,
    diagnostics::{Encoding, TextRange},
    joined,
    model::{Shown, Site},
};
use tower_lsp_server::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use crate::{
    convert,
    judgement::Judgement,
    owner::View,
    prose::{capitalised, prose},
    session::Session,
};

/// Of how many subjects that use one definition the values are shown.
const VALUES: usize = 5;

/// The findings at `position`, explained.
pub(crate) fn hover(session: &Session, view: &View, position: Position) -> Option<Hover> {
    let document = &view.document;
    let offset = document.offset(position, session.encoding);
    let found: Vec<&Judged> = convert::shown(&view.judgement, &document.uri)
        .filter(|it| it.diagnostic.at.range.touches(offset))
        .collect();
    let range = found.iter().map(|it| it.diagnostic.at.range).reduce(TextRange::cover)?;
    let joined = joined(&view.judgement.report, found);
    let texts: Vec<String> = joined.iter().map(|it| explained(&view.judgement, it)).collect();
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: texts.join("\n\n---\n\n"),
        }),
        range: Some(document.range(range, session.encoding)),
    })
}

fn explained(judgement: &Judgement, joined: &Joined<'_>) -> String {
    let it = joined.first();
    let rule = &it.rule;
    let prose = prose(rule.page());
    let why = prose.split("\n\n").next().unwrap_or("");
    let severity = it.diagnostic.severity;
    let mut out = format!("**{}** ({severity})\n\n{}", rule.name(), why.trim_end());
    if let Some(reason) = &it.diagnostic.severity_reason {
        let _ = write!(out, "\n\nIt is {severity} here: {reason}.");
    }
    if let Some(reaction) = it.diagnostic.platform {
        let _ = write!(out, "\n\n{}.", capitalised(reaction.explained()));
    }
    for it in joined.findings.iter().take(VALUES) {
        for line in values(judgement, it) {
            let _ = write!(out, "\n\n{line}");
        }
    }
    for proposal in &it.proposals {
        let what = capitalised(&proposal.title);
        match &proposal.may_break {
            Some(may_break) => {
                let _ = write!(out, "\n\nFix: {what}. Can break: {may_break}.");
            }
            None => {
                let _ = write!(out, "\n\nFix: {what}.");
            }
        }
    }
    if let Some(page) = convert::page(rule) {
        let _ = write!(out, "\n\n[The page of this rule]({page})");
    }
    out
}

/// The facts that the finding is about: what counts, and where that comes from.
fn values(judgement: &Judgement, it: &Judged) -> Vec<String> {
    let project = &judgement.report.project;
    let about = it.subject.as_str();
    let setting = it.diagnostic.address.strip_prefix(about).unwrap_or("").trim_start_matches('.');
    let mut lines = Vec::new();
    for (_, identity, facts) in
        project.subjects.all_facts().filter(|(_, it, _)| it.address == about)
    {
        for fact in &facts {
            // Settings that share one scalar, such as the parts of a port, have one path.
            let is_it = |site: &Site| {
                site.slot.path.join(".") == setting && project.span(site) == it.diagnostic.at
            };
            if fact.sites().first().is_some_and(|site| is_it(site)) {
                lines.push(format!(
                    "`{}` of `{}` is `{}`: {}.",
                    fact.name,
                    identity.name,
                    fact.fact.shown(),
                    origin(judgement, it, fact)
                ));
            }
        }
    }
    lines
}

/// Where a value comes from, as a clause.
fn origin(judgement: &Judgement, it: &Judged, fact: &Shown<'_>) -> String {
    let project = &judgement.report.project;
    let Some(site) = fact.sites().first().copied() else { return "unknown".to_owned() };
    let span = project.span(site);
    let file = project.file(span.file);
    let line = file.lines.position(file.text(), span.range.start(), Encoding::Utf32).line + 1;
    let place = match span.file == it.diagnostic.at.file {
        true => format!("line {line}"),
        false => format!("line {line} of {}", file.path),
    };
    match fact.fact.state() {
        "assumed" => "nothing is written, so the platform's default counts".to_owned(),
        _ if site.steps().next().is_some() => format!("it comes from {place}"),
        _ => format!("written on {place}"),
    }
}
