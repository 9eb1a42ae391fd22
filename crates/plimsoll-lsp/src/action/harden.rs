//! Every fix of one workload at once.

use plimsoll_linter::{
    Judged, Scope,
    diagnostics::{Safety, TextRange},
    fix_where,
    model::Subject,
};
use tower_lsp_server::ls_types::Uri;

use crate::{
    change::{Change, difference},
    convert,
    judgement::Judgement,
};

/// The workloads of the document at `range` that have fixes: address, and the title of the
/// action that makes them.
pub(super) fn workloads(
    judgement: &Judgement,
    uri: &Uri,
    range: TextRange,
) -> Vec<(String, String)> {
    let Some(file) = judgement.file_of(uri) else { return Vec::new() };
    let project = &judgement.report.project;
    let here = project.subjects.workloads.iter().filter(|it| {
        let owner = it.identity().owner;
        owner.file == file && {
            let shown = project.span_of(it.identity().shown).range;
            project.full_range(owner).cover(shown).contains_range(range)
        }
    });
    let offered = here.filter_map(|workload| {
        let address = &workload.identity().address;
        let is_fixable = |it: &&Judged| {
            is_about(it, address) && it.proposals.iter().any(|it| it.safety != Safety::Manual)
        };
        let count = convert::shown(judgement, uri).filter(is_fixable).count();
        let plural = if count == 1 { "" } else { "es" };
        let title = format!("Harden {workload}: try {count} fix{plural}, see what each can break");
        (count > 0).then(|| (address.clone(), title))
    });
    offered.collect()
}

/// What makes every fix of the workload that can be verified.
pub(super) fn change(judgement: &Judgement, workload: &str) -> Change {
    let report = &judgement.report;
    let fixed =
        fix_where(&judgement.linter, report, Scope::Hardening, &|it| is_about(it, workload));
    let changed = fixed.files.into_iter();
    changed.map(|it| (it.file, difference(report.project.file(it.file).text(), &it.text))).collect()
}

/// Whether the finding is about the workload or a part of it, and about nothing else.
fn is_about(it: &Judged, workload: &str) -> bool {
    it.subjects.iter().all(|subject| {
        subject
            .strip_prefix(workload)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', '[']))
    })
}
