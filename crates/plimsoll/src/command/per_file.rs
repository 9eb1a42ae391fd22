//! `plimsoll check --per-file`: each file by itself, for hooks that get some of the files at a time.
//!
//! What only several files together show is left to a run over the whole project, so that the
//! result does not depend on how files are split into batches. A Compose file is seen with its
//! override and with what it includes and extends, but reported is only what is wrong in a file
//! that was named.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use plimsoll_linter::{
    Linter, Report,
    diagnostics::FileId,
    model::{File, compose},
};
use plimsoll_render::Run;
use rayon::prelude::*;

use super::{Verdict, baseline::Baselines, check::has_findings, eprint, output::paths, unread};
use crate::{
    arguments::Check,
    disk::Disk,
    input::{self, Input},
};

pub(crate) fn check(arguments: &Check) -> Result<Verdict> {
    let (Input { files, failed, .. }, configured) =
        input::read(&arguments.files, &arguments.choice)?;
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
            if arguments.no_suppressions {
                report.judged.iter_mut().for_each(|it| it.suppressed_by = None);
            }
            report
        })
        .collect();
    let paths = paths();
    let mut runs: Vec<Run<'_>> = reports
        .iter()
        .map(|report| Run { linter: &linter, report, unread: &[], paths: &paths })
        .collect();
    let mut nothing = Report::default();
    nothing.coverage.accepted = accepted;
    runs.push(Run { linter: &linter, report: &nothing, unread: &unread, paths: &paths });
    arguments.outputs.write_text(&runs)?;
    let is_complete = unread.is_empty() && reports.iter().all(|it| it.coverage.is_complete());
    if !arguments.outputs.quiet || !is_complete {
        let mut end = Vec::new();
        plimsoll_render::summary(&runs, &mut end)?;
        eprint(&String::from_utf8_lossy(&end));
    }
    if !is_complete && !arguments.allow_partial {
        return Ok(Verdict::Unsure);
    }
    let is_wrong = reports.iter().any(|it| has_findings(arguments, &linter, it));
    Ok(if is_wrong { Verdict::Findings } else { Verdict::Clean })
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
                files.push(File::new(FileId(0), path, &text));
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
