//! Many fixes of one workload at once: those that its findings offer, or those that a level of the
//! Pod Security Standards demands.

use plimsoll_linter::{
    Bundle, Fixed, Judged, Scope, bundle,
    diagnostics::{Safety, TextRange},
    fix_where,
    model::{
        Platform, Project, Subject,
        subjects::{Workload, WorkloadId},
    },
    rules::pod_security::{Level, evaluate},
};
use tower_lsp_server::ls_types::Uri;

use crate::{
    change::{Change, difference},
    convert,
    judgement::Judgement,
};

/// The workloads of the document at `range`.
pub(super) fn workloads<'j>(
    judgement: &'j Judgement,
    uri: &Uri,
    range: TextRange,
) -> Vec<&'j Workload> {
    let Some(file) = judgement.file_of(uri) else { return Vec::new() };
    let project = &judgement.report.project;
    let here = project.subjects.workloads.iter().filter(|it| {
        let owner = it.identity().owner;
        owner.file == file && {
            let shown = project.span_of(it.identity().shown).range;
            project.full_range(owner).cover(shown).contains_range(range)
        }
    });
    here.collect()
}

/// The title of the action that makes the fixes of the workload's findings; `None` if there are
/// none.
pub(super) fn title(judgement: &Judgement, uri: &Uri, workload: &Workload) -> Option<String> {
    let address = &workload.identity().address;
    let is_fixable = |it: &&Judged| {
        is_about(it, address) && it.proposals.iter().any(|it| it.safety != Safety::Manual)
    };
    let count = convert::shown(judgement, uri).filter(is_fixable).count();
    let plural = if count == 1 { "" } else { "es" };
    (count > 0).then(|| format!("Harden {workload}: try {count} fix{plural}"))
}

/// The levels that refuse the workload now, and the title of the action that brings it up to each.
pub(super) fn levels(judgement: &Judgement, workload: &Workload) -> Vec<(Bundle, String)> {
    if workload.identity().platform != Platform::Kubernetes {
        return Vec::new();
    }
    let project = &judgement.report.project;
    let minor = judgement
        .linter
        .settings(&project.file(workload.identity().owner.file).path)
        .parameters
        .kubernetes_minor;
    let Some(id) = id(project, workload) else { return Vec::new() };
    let levels =
        [(Bundle::PssBaseline, Level::Baseline), (Bundle::PssRestricted, Level::Restricted)];
    let offered = levels.into_iter().filter_map(|(bundle, level)| {
        let verdict = evaluate(project, id, level, minor);
        let count = verdict.violations.len();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| {
            let title = format!(
                "Make {workload} pass Pod Security `{level}`, which refuses {count} setting{plural}"
            );
            (bundle, title)
        })
    });
    offered.collect()
}

fn id(project: &Project, workload: &Workload) -> Option<WorkloadId> {
    let index = project.subjects.workloads.iter().position(|it| std::ptr::eq(it, workload))?;
    u32::try_from(index).ok().map(WorkloadId)
}

/// What makes every fix of the workload's findings that can be verified. What can break, and what
/// was left alone, goes to `notes`.
pub(super) fn change(judgement: &Judgement, workload: &str, notes: &mut Vec<String>) -> Change {
    let report = &judgement.report;
    let is_wanted = |it: &Judged| is_about(it, workload);
    let fixed = fix_where(&judgement.linter, report, Scope::Hardening, &is_wanted);
    note(&fixed, notes);
    to_change(judgement, fixed)
}

/// What brings the workload up to the level of this name.
pub(super) fn raise(
    judgement: &Judgement,
    workload: &str,
    level: &str,
    notes: &mut Vec<String>,
) -> Change {
    let level = [Bundle::PssBaseline, Bundle::PssRestricted]
        .into_iter()
        .find(|it| it.as_str() == level)
        .unwrap_or(Bundle::PssRestricted);
    let bundled = bundle(&judgement.linter, &judgement.report, level, Some(workload));
    note(&bundled.fixed, notes);
    let left = bundled.left.iter();
    notes.extend(left.map(|(rule, message)| format!("left to you: {rule}: {message}")));
    to_change(judgement, bundled.fixed)
}

fn note(fixed: &Fixed, notes: &mut Vec<String>) {
    notes.extend(fixed.may_break.iter().map(|(rule, risk)| format!("may break: {rule}: {risk}")));
    let withheld = fixed.withheld.iter();
    notes.extend(
        withheld.map(|(rule, address, why)| format!("left alone: {rule} at {address}: {why}")),
    );
}

fn to_change(judgement: &Judgement, fixed: Fixed) -> Change {
    let changed = fixed.files.into_iter();
    let text = |it| judgement.report.project.file(it).text();
    changed.map(|it| (it.file, difference(text(it.file), &it.text))).collect()
}

/// Whether the finding is about the workload or a part of it, and what answers it changes nothing
/// else.
fn is_about(it: &Judged, workload: &str) -> bool {
    let is_of = |subject: &str| {
        subject
            .strip_prefix(workload)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', '[']))
    };
    is_of(&it.subject) && it.proposals.iter().flat_map(|it| &*it.reaches).all(|it| is_of(it))
}
