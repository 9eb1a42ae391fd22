//! What can be done about a finding: fixes, comments that ignore it, its page.
//!
//! What is offered costs nothing. The edit is made, and verified by judging the changed text,
//! when somebody chooses it, or at once for a client that cannot ask later. A client whose edits
//! have no placeholders is told to put the cursor where a person goes on.

mod harden;
mod ignore;

use plimsoll_linter::{
    Joined, Judged, Scope,
    diagnostics::{Safety, TextRange},
    fix, joined,
    model::{Patch, Subject},
    verify,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, Diagnostic, Range,
    Uri,
};

use crate::{
    change::{self, Change, difference},
    command::{EXPLAIN, PLACE},
    convert,
    owner::View,
    prose::capitalised,
    session::Session,
};

/// The kind of the action that makes every safe fix.
pub(crate) const FIX_ALL: &str = "source.fixAll.plimsoll";

/// The kind of the action that makes every fix of one workload.
pub(crate) const HARDEN: &str = "refactor.rewrite.plimsoll.harden";

/// An action that is not worked out yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Ticket {
    /// The document that it was offered in.
    pub(crate) uri: Uri,
    what: What,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    /// The proposal of the finding with this fingerprint that has this index.
    Fix { finding: String, proposal: usize },
    /// A comment that ignores the finding with this fingerprint.
    Ignore { finding: String },
    /// Every safe fix of the document.
    FixAll,
    /// Every fix of the workload with this address that needs no person.
    Harden { workload: String },
    /// What a level of the Pod Security Standards demands of the workload with this address.
    Raise { workload: String, level: String },
}

/// What can be done in the range that the client asks about.
pub(crate) fn offered(
    session: &Session,
    view: &View,
    params: &CodeActionParams,
) -> Vec<CodeActionOrCommand> {
    let document = &view.document;
    let start = document.offset(params.range.start, session.encoding);
    let end = document.offset(params.range.end, session.encoding);
    let range = TextRange::new(start.min(end), start.max(end));
    let only = params.context.only.as_deref();
    let wanted =
        |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|it| holds(it, kind)));
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let here = convert::shown(&view.judgement, &document.uri).filter(|it| {
            it.diagnostic.at.range.overlaps(range) || {
                let at = it.diagnostic.at.range;
                at.touches(range.start()) || range.contains_range(at)
            }
        });
        // What one comment or one change does to several findings is offered once.
        let here = joined(&view.judgement.report, here);
        for it in &here {
            fixes(session, view, it, &mut actions);
        }
        for it in &here {
            actions.push(CodeActionOrCommand::CodeAction(ignore_action(session, view, it)));
        }
        for it in &here {
            actions.push(CodeActionOrCommand::CodeAction(explain_action(session, view, it)));
        }
    }
    if wanted(&CodeActionKind::from(HARDEN)) {
        for workload in harden::workloads(&view.judgement, &document.uri, range) {
            if let Some(title) = harden::title(&view.judgement, &document.uri, workload) {
                let what = What::Harden { workload: workload.identity().address.clone() };
                actions.push(action(view, title, CodeActionKind::from(HARDEN), what).into());
            }
            for (level, title) in harden::levels(&view.judgement, workload) {
                let kind = CodeActionKind::from(format!("{HARDEN}.{}", level.as_str()));
                let workload = workload.identity().address.clone();
                let what = What::Raise { workload, level: level.as_str().to_owned() };
                actions.push(action(view, title, kind, what).into());
            }
        }
    }
    let is_fixable = |it: &Judged| it.proposals.iter().any(|it| it.safety == Safety::Safe);
    if wanted(&CodeActionKind::from(FIX_ALL))
        && convert::shown(&view.judgement, &document.uri).any(is_fixable)
    {
        let title = "Fix everything that changes no effective setting".to_owned();
        actions.push(action(view, title, CodeActionKind::from(FIX_ALL), What::FixAll).into());
    }
    actions
}

/// Whether a client that asks for `asked` wants actions of `kind`: the same, or one below it.
fn holds(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (asked, kind) = (asked.as_str(), kind.as_str());
    asked.is_empty()
        || kind.strip_prefix(asked).is_some_and(|it| it.is_empty() || it.starts_with('.'))
}

fn fixes(session: &Session, view: &View, it: &Joined<'_>, actions: &mut Vec<CodeActionOrCommand>) {
    let best = it.first().proposals.first().filter(|it| it.safety == Safety::Safe);
    let proposals = it.findings.iter().flat_map(|it| {
        it.proposals.iter().enumerate().map(move |(index, proposal)| (*it, index, proposal))
    });
    for (finding, index, proposal) in proposals {
        let is_first = std::ptr::eq(finding, it.first());
        if !is_first && proposal.only.is_none() {
            continue;
        }
        let title = capitalised(&proposal.title);
        let title = match (proposal.safety, proposal.may_break.as_deref()) {
            (Safety::Manual, _) => format!("{title} …"),
            (_, Some(may_break)) => format!("{title} — {may_break}"),
            (_, None) => title,
        };
        let fingerprint = finding.diagnostic.fingerprint.to_string();
        let what = What::Fix { finding: fingerprint, proposal: index };
        let is_unfinished = proposal.safety == Safety::Manual;
        let answered = match proposal.only {
            None => diagnostics(session, view, it),
            Some(_) => vec![convert::diagnostic(session, &view.judgement, finding)],
        };
        actions.push(CodeActionOrCommand::CodeAction(CodeAction {
            diagnostics: Some(answered),
            is_preferred: Some(is_first && index == 0 && best.is_some()),
            command: is_unfinished.then(|| place(session, view)).flatten(),
            ..action(view, title, CodeActionKind::QUICKFIX, what)
        }));
    }
}

fn diagnostics(session: &Session, view: &View, it: &Joined<'_>) -> Vec<Diagnostic> {
    it.findings.iter().map(|it| convert::diagnostic(session, &view.judgement, it)).collect()
}

fn ignore_action(session: &Session, view: &View, it: &Joined<'_>) -> CodeAction {
    let first = it.first();
    let title = format!("Ignore `{}` here, with a reason", first.rule.name());
    let what = What::Ignore { finding: first.diagnostic.fingerprint.to_string() };
    CodeAction {
        diagnostics: Some(diagnostics(session, view, it)),
        command: place(session, view),
        ..action(view, title, CodeActionKind::QUICKFIX, what)
    }
}

/// Puts the cursor where a person goes on, once the edit is made; where that is turns out when the
/// edit is worked out. Clients whose edits have placeholders need no telling.
fn place(session: &Session, view: &View) -> Option<Command> {
    let has_to_be_told = !session.takes_snippets && session.opens_documents;
    has_to_be_told.then(|| Command {
        title: "Go to what is to be filled in".to_owned(),
        command: PLACE.to_owned(),
        arguments: Some(vec![json!(view.document.uri)]),
    })
}

fn explain_action(session: &Session, view: &View, it: &Joined<'_>) -> CodeAction {
    let name = it.first().rule.name();
    let title = format!("Explain `{name}`");
    let command = Command {
        title: title.clone(),
        command: EXPLAIN.to_owned(),
        arguments: Some(vec![json!(name), json!(view.document.uri)]),
    };
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(diagnostics(session, view, it)),
        command: Some(command),
        ..CodeAction::default()
    }
}

fn action(view: &View, title: String, kind: CodeActionKind, what: What) -> CodeAction {
    let ticket = Ticket { uri: view.document.uri.clone(), what };
    CodeAction {
        title,
        kind: Some(kind),
        data: serde_json::to_value(ticket).ok(),
        ..CodeAction::default()
    }
}

/// An action that was worked out.
pub(crate) struct Complete {
    /// The edit, as the protocol has it.
    pub(crate) edit: Value,
    /// Where a person goes on once it is made.
    pub(crate) blank: Option<(Uri, Range)>,
    /// What a person should know about it, line by line.
    pub(crate) notes: Vec<String>,
}

/// Works out the action with this `ticket`. Takes its time.
///
/// # Errors
///
/// Why there is none, in the style of a message.
pub(crate) fn complete(
    session: &Session,
    view: &View,
    ticket: &Ticket,
) -> Result<Complete, String> {
    let mut notes = Vec::new();
    let change = work_out(view, &ticket.what, &mut notes)?;
    if change.is_empty() {
        return Err(notes.pop().unwrap_or_else(|| "there is nothing to change".to_owned()));
    }
    let judgement = &view.judgement;
    Ok(Complete {
        edit: change::to_workspace_edit(session, judgement, &change),
        blank: change::first_blank(session, judgement, &change),
        notes,
    })
}

fn work_out(view: &View, what: &What, notes: &mut Vec<String>) -> Result<Change, String> {
    let judgement = &view.judgement;
    let find = |fingerprint: &str| {
        let same = |it: &&Judged| it.diagnostic.fingerprint.to_string() == fingerprint;
        judgement.report.open().find(same).ok_or("the finding is not there any more")
    };
    match what {
        What::Fix { finding, proposal } => {
            let it = find(finding)?;
            let fix = verify(&judgement.linter, &judgement.report, it, *proposal)
                .map_err(|why| format!("the fix is withheld: {why}"))?;
            let mut change = change::of_edits(fix.edits);
            if fix.safety == Safety::Manual {
                let patches = &it.proposals[*proposal].patches;
                change::mark_blank(&mut change, patches.last().and_then(Patch::text));
            }
            Ok(change)
        }
        What::Ignore { finding } => ignore::comment(judgement, find(finding)?),
        What::FixAll => {
            let fixed = fix(&judgement.linter, &judgement.report, Scope::Safe);
            let own = judgement.file_of(&view.document.uri);
            let changed = fixed.files.into_iter().filter(|it| Some(it.file) == own);
            Ok(changed
                .map(|it| {
                    (it.file, difference(judgement.report.project.file(it.file).text(), &it.text))
                })
                .collect())
        }
        What::Harden { workload } => Ok(harden::change(judgement, workload, notes)),
        What::Raise { workload, level } => Ok(harden::raise(judgement, workload, level, notes)),
    }
}

/// `action` with its edit, for a client that cannot ask for it later; `None` where there is none.
/// Such clients know the protocol's older edits only, which have no placeholders.
pub(crate) fn at_once(
    session: &Session,
    view: &View,
    mut action: CodeAction,
) -> Option<CodeAction> {
    let Some(data) = action.data.take() else { return Some(action) };
    let ticket: Ticket = serde_json::from_value(data).ok()?;
    let session = Session { takes_snippets: false, ..session.clone() };
    let complete = complete(&session, view, &ticket).ok()?;
    action.edit = serde_json::from_value(complete.edit).ok();
    if let (Some(command), Some((uri, range))) = (&mut action.command, complete.blank) {
        command.arguments = Some(vec![json!(uri), json!(range)]);
    }
    Some(action)
}
