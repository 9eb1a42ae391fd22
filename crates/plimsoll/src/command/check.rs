//! `plimsoll check`

mod per_file;

use std::path::PathBuf;

use anyhow::Result;
use plimsoll_linter::{
    Linter, Outcome, Report, StaleExceptions, Verifier,
    config::below,
    diagnostics::{Level, Reaction},
};
use plimsoll_render::{Run, counted};
use rayon::prelude::*;

use super::{Verdict, baseline::Baselines, before, output, unread};
use crate::{
    console::eprint,
    disk::Disk,
    input,
    options::{Check, FailOn, Files},
};

pub(crate) fn check(arguments: &Check) -> Result<Verdict> {
    if arguments.per_file {
        return per_file::check(arguments);
    }
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    let linter = configured.linter();
    let (unread, accepted) = unread(&input.failed, &linter);
    let has_failed = !unread.is_empty();
    let (excluded, ignored) = (input.excluded.len(), input.ignored);
    let disk = Disk::of(&arguments.files);
    let mut report = linter.check_with(input.files, &disk);
    report.coverage.accepted.extend(accepted);
    let matched =
        Baselines::of(&report, &linter, arguments.baseline.as_deref())?.apply(&mut report, &linter);
    // Before findings are taken out: an override that silences an old one is in use.
    let mut stale = (!has_failed && is_whole(&arguments.files, &linter))
        .then(|| StaleExceptions::of(&report, &linter));
    let before = match &arguments.diff {
        Some(revision) => before::keep_new(&mut report, stale.as_mut(), &linter, revision, &disk)?,
        None => 0,
    };
    if arguments.only_refused {
        keep_refused(&mut report);
    }
    if arguments.no_suppressions {
        report.lift_suppressions();
    }
    if arguments.outputs.fixes {
        verify_fixes(&linter, &mut report);
    }
    if let Some(stale) = stale.filter(|_| !arguments.only_refused) {
        stale.add_to(&mut report);
    }
    let coverage = &report.coverage;
    // What a configuration excludes nobody expects to be judged.
    let is_empty = excluded == 0
        && (coverage.count(&Outcome::Judged) + coverage.count(&Outcome::Partly(0)) == 0
            || has_only_templates(&report));
    let is_unexpected =
        is_empty && !has_failed && !arguments.allow_empty && !arguments.allow_partial;
    let named = named(&arguments.files).first().map(|it| input::shown(it));
    let paths = output::paths();
    let run = Run { linter: &linter, report: &report, unread: &unread, empty: None, paths: &paths };
    let empty = named.as_deref().filter(|_| is_unexpected);
    arguments.outputs.write(&Run { empty, ..run })?;
    let is_complete = report.coverage.is_complete() && !has_failed;
    if !arguments.outputs.quiet || !is_complete {
        let mut end = Vec::new();
        plimsoll_render::summary(&[run], &mut end)?;
        eprint(&String::from_utf8_lossy(&end));
    }
    if before > 0 {
        eprint(&format!("{before} left out: they were there before\n"));
    }
    if matched.beside > 0 {
        eprint(&format!(
            "{} about what the baseline knows for another subject only: it was written when the first \
             one stood for all; `plimsoll baseline update` takes them in\n",
            counted(matched.beside, "finding")
        ));
    }
    if !matched.gone.is_empty() {
        let what = match matched.gone.len() {
            1 => "1 entry".to_owned(),
            number => format!("{number} entries"),
        };
        eprint(&format!(
            "{what} of the baseline no longer needed; `plimsoll baseline update --prune` takes them \
             out\n"
        ));
    }
    if ignored > 0 && !arguments.outputs.quiet {
        eprint(&format!("{ignored} left out because of .gitignore\n"));
    }
    if excluded > 0 && !arguments.outputs.quiet {
        eprint(&format!("{excluded} excluded by configuration\n"));
    }
    if is_empty && !has_failed && !arguments.allow_empty {
        eprint(nothing_judged(&report));
    }
    if !is_complete && !arguments.allow_partial
        || is_empty && !arguments.allow_empty && !arguments.allow_partial
    {
        return Ok(Verdict::Unsure);
    }
    let is_wrong = has_findings(arguments, &linter, &report);
    // The process is about to end: to give back every piece of a large report takes longer than to
    // leave that to the system.
    std::mem::forget(report);
    Ok(if is_wrong { Verdict::Findings } else { Verdict::Clean })
}

/// Leaves in the report what the platform refuses.
pub(super) fn keep_refused(report: &mut Report) {
    report.judged.retain(|it| it.diagnostic.platform == Some(Reaction::Refuses));
}

/// Whether something was found that makes the run fail.
pub(super) fn has_findings(arguments: &Check, linter: &Linter, report: &Report) -> bool {
    report.diagnostics().any(|it| {
        let path = &report.project.file(it.at.file).path;
        let mildest = match arguments.fail_on {
            Some(FailOn::Never) => return false,
            Some(FailOn::Note) => Level::Note,
            Some(FailOn::Warning) => Level::Warning,
            Some(FailOn::Error) => Level::Error,
            None => linter.settings(path).config().fail_on.unwrap_or(Level::Warning),
        };
        it.level >= mildest
    })
}

/// What was asked for.
fn named(arguments: &Files) -> &[PathBuf] {
    if arguments.files.is_empty() { &arguments.paths } else { &arguments.files }
}

/// Whether templates were skipped and nothing that runs was judged beside them, such as a chart of
/// which only definitions can be read.
fn has_only_templates(report: &Report) -> bool {
    report.coverage.count(&Outcome::Template) > 0 && report.project.subjects.workloads.is_empty()
}

/// What to say where there was nothing to judge, and what to do about it.
fn nothing_judged(report: &Report) -> &'static str {
    match report.coverage.count(&Outcome::Template) {
        0 => {
            "nothing was found that could be judged, which is no clean result; --allow-empty \
             accepts it, `plimsoll doctor FILE` says what a file is taken for\n"
        }
        _ => {
            "nothing that runs was found but templates, which is no clean result: `helm template . | plimsoll check \
             -` judges what they make; --allow-empty accepts it\n"
        }
    }
}

/// Whether the run saw everything that its configurations are about.
fn is_whole(arguments: &Files, linter: &Linter) -> bool {
    let folders = named(arguments).iter().filter(|it| it.is_dir());
    let folders: Vec<String> = folders.map(|it| it.to_string_lossy().into_owned()).collect();
    linter.all_settings().iter().all(|settings| {
        let is_seen = |home: &str| {
            folders
                .iter()
                .map(|it| settings.absolute(it))
                .any(|folder| home == folder || below(home, &folder).is_some())
        };
        settings.config().folder().is_none_or(is_seen)
    })
}

/// Turns what the rules propose into verified edits.
pub(super) fn verify_fixes(linter: &Linter, report: &mut Report) {
    let verifier = Verifier::new(linter, report);
    let fixes: Vec<_> = report.judged.par_iter().map(|it| verifier.fixes(it)).collect();
    for (it, fixes) in report.judged.iter_mut().zip(fixes) {
        it.diagnostic.fixes = fixes;
    }
}
