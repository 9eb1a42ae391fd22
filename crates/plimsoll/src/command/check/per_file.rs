//! `plimsoll check --per-file`: each file by itself, for hooks that get some of the files at a time.
//!
//! What only several files together show is left to a run over the whole project, so that the
//! result does not depend on how files are split into batches. A Compose file is seen with its
//! override and with what it includes and extends, but reported is only what is wrong in a file
//! that was named.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use plimsoll_linter::{
    Linter, Report, SuppressedBy,
    diagnostics::FileId,
    model::{File, Project, compose, new_file},
};
use plimsoll_render::Run;
use rayon::prelude::*;

use super::{has_findings, keep_refused, verify_fixes};
use crate::{
    command::{Verdict, baseline::Baselines, output::paths, unread},
    console::eprint,
    disk::Disk,
    input::{self, Input},
    options::Check,
};

pub(crate) fn check(arguments: &Check) -> Result<Verdict> {
    let (Input { files, failed, .. }, configured) =
        input::read_named(&arguments.files, &arguments.choice)?;
    let linter = configured.linter();
    let (unread, accepted) = unread(&failed, &linter);
    let named = files.iter().map(|it| it.path.as_str());
    let baselines = Baselines::load(&linter, named, arguments.baseline.as_deref())?;
    let disk = Disk::of_part(&arguments.files);
    let reports: Vec<Report> = units(files)
        .into_par_iter()
        .map(|unit| {
            let mut report = judge(&linter, &disk, unit);
            baselines.apply(&mut report, &linter);
            if arguments.only_refused {
                keep_refused(&mut report);
            }
            if arguments.no_suppressions {
                report.lift_suppressions();
            }
            if arguments.outputs.fixes {
                verify_fixes(&linter, &mut report);
            }
            report
        })
        .collect();
    let mut report = joined(reports);
    report.coverage.accepted.extend(accepted);
    let run =
        Run { linter: &linter, report: &report, unread: &unread, empty: None, paths: &paths() };
    arguments.outputs.write(&run)?;
    let is_complete = run.is_complete();
    if !arguments.outputs.quiet || !is_complete {
        let mut end = Vec::new();
        plimsoll_render::summary(&[run], &mut end)?;
        eprint(&String::from_utf8_lossy(&end));
    }
    if !is_complete && !arguments.allow_partial {
        return Ok(Verdict::Unsure);
    }
    let is_wrong = has_findings(arguments, &linter, &report);
    Ok(if is_wrong { Verdict::Findings } else { Verdict::Clean })
}

/// What was said about files by themselves, as one report to be shown.
fn joined(reports: Vec<Report>) -> Report {
    let mut whole = Report::default();
    let mut files: Vec<File> = Vec::new();
    for mut report in reports {
        let first = u32::try_from(files.len()).unwrap_or(u32::MAX);
        let comments = whole.suppressions.len();
        let moved = |id: &mut FileId| id.0 += first;
        for it in &mut report.judged {
            let diagnostic = &mut it.diagnostic;
            moved(&mut diagnostic.at.file);
            diagnostic.labels.iter_mut().for_each(|it| moved(&mut it.at.file));
            let edits = diagnostic.fixes.iter_mut().flat_map(|it| &mut it.edits);
            edits.for_each(|(file, _)| moved(file));
            if let Some(SuppressedBy::Comment(index)) = &mut it.suppressed_by {
                *index += comments;
            }
            // What they would change belongs to facts that are left behind here.
            it.proposals.iter_mut().for_each(|it| it.patches.clear());
        }
        report.suppressions.iter_mut().for_each(|it| moved(&mut it.file));
        let coverage = &mut report.coverage;
        coverage.files.iter_mut().for_each(|it| moved(&mut it.file));
        coverage.gaps.iter_mut().for_each(|(at, _)| moved(&mut at.file));
        for scope in &mut coverage.scopes {
            scope.files.iter_mut().for_each(moved);
            scope
                .gaps
                .iter_mut()
                .filter_map(|it| it.at.as_mut())
                .for_each(|at| moved(&mut at.file));
        }
        coverage
            .accepted
            .iter_mut()
            .filter_map(|it| it.at.as_mut())
            .for_each(|at| moved(&mut at.file));
        whole.judged.append(&mut report.judged);
        whole.suppressions.append(&mut report.suppressions);
        whole.coverage.files.append(&mut coverage.files);
        whole.coverage.gaps.append(&mut coverage.gaps);
        whole.coverage.scopes.append(&mut coverage.scopes);
        whole.coverage.accepted.append(&mut coverage.accepted);
        whole.coverage.failed.append(&mut coverage.failed);
        files.extend(report.project.files().iter().cloned().map(|mut file| {
            moved(&mut file.id);
            file
        }));
    }
    whole.project = Project::new(files);
    whole
}

/// What is judged together: the Compose file of a folder with its override, every other file alone.
fn units(files: Vec<File>) -> Vec<Vec<File>> {
    let mut units: BTreeMap<String, Vec<File>> = BTreeMap::new();
    for file in files {
        let is_default = compose::is_default_name(file.name());
        let folder = file.path.len() - file.name().len();
        let unit = if is_default { file.path[..folder].to_owned() } else { file.path.clone() };
        units.entry(unit).or_default().push(file);
    }
    units.into_values().collect()
}

/// Judges `named`, a unit of files, beside the others of the unit that lie on the disk.
fn judge(linter: &Linter, disk: &Disk, named: Vec<File>) -> Report {
    let count = named.len();
    let mut files = named;
    if let Some(first) = files.first().filter(|it| compose::is_default_name(it.name())) {
        let folder = first.path[..first.path.len() - first.name().len()].to_owned();
        for name in compose::default_names() {
            let path = format!("{folder}{name}");
            if files.iter().all(|it| it.path != path)
                && let Ok(text) = input::text(Path::new(&path))
            {
                files.push(new_file(FileId(0), path, &text));
            }
        }
    }
    for (file, position) in files.iter_mut().zip(0..) {
        file.id = FileId(position);
    }
    let mut report = linter.check_with(files, disk);
    let is_named = |file: FileId| (file.0 as usize) < count;
    report.judged.retain(|it| is_named(it.diagnostic.at.file));
    report.coverage.files.retain(|it| is_named(it.file));
    report.coverage.gaps.retain(|(at, _)| is_named(at.file));
    report.coverage.accepted.retain(|it| it.at.is_none_or(|at| is_named(at.file)));
    report
}
