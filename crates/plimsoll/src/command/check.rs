//! `plimsoll check`

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Result;
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use plimsoll_linter::{
    Linter, Report,
    config::below,
    diagnostics::{Diagnostic, Level},
    stale_overrides,
};

use super::{Verdict, baseline, before, complain, eprint};
use crate::{
    arguments::{Check, Color, FailOn, Format},
    disk::Disk,
    input,
};

pub(crate) fn check(arguments: &Check) -> Result<Verdict> {
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    let linter = configured.linter();
    complain(&input);
    let has_failed = !input.failed.is_empty();
    let excluded = input.excluded.len();
    let mut report = linter.check_with(input.files, &Disk);
    let gone = baseline::apply(&mut report, &linter, arguments.baseline.as_deref())?;
    let before = match &arguments.diff {
        Some(revision) => before::keep_new(&mut report, &linter, revision)?,
        None => 0,
    };
    show(arguments, &report)?;
    let mut end = Vec::new();
    plimsoll_render::summary(&report, &mut end)?;
    eprint(&String::from_utf8_lossy(&end));
    if before > 0 {
        eprint(&format!("{before} left out: they were there before\n"));
    }
    if !gone.is_empty() {
        let what = match gone.len() {
            1 => "1 entry".to_owned(),
            number => format!("{number} entries"),
        };
        eprint(&format!(
            "{what} of the baseline no longer needed; `plimsoll baseline update --prune` takes them \
             out\n"
        ));
    }
    for (settings, problem) in stale_overrides(&report, &linter, is_whole(arguments, &linter)) {
        eprint(&plimsoll_render::problems(settings.config(), &[problem]));
    }
    if excluded > 0 {
        eprint(&format!("{excluded} excluded by configuration\n"));
    }
    if report.coverage.files.is_empty() && !has_failed && excluded == 0 {
        eprint("no file was found that could be judged\n");
        return Ok(if arguments.allow_partial { Verdict::Clean } else { Verdict::Unsure });
    }
    let is_complete = report.coverage.is_complete() && !has_failed;
    if !is_complete && !arguments.allow_partial {
        return Ok(Verdict::Unsure);
    }
    let fails = |it: &Diagnostic| {
        let path = &report.project.file(it.at.file).path;
        let mildest = match arguments.fail_on {
            Some(FailOn::Never) => return false,
            Some(FailOn::Note) => Level::Note,
            Some(FailOn::Warning) => Level::Warning,
            Some(FailOn::Error) => Level::Error,
            None => linter.settings(path).config().fail_on.unwrap_or(Level::Warning),
        };
        it.level >= mildest
    };
    let has_findings = report.diagnostics().any(fails);
    Ok(if has_findings { Verdict::Findings } else { Verdict::Clean })
}

/// Whether the run saw everything that its configurations are about.
fn is_whole(arguments: &Check, linter: &Linter) -> bool {
    let folders = arguments.files.paths.iter().filter(|it| it.is_dir());
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

fn show(arguments: &Check, report: &Report) -> Result<()> {
    let out = io::stdout();
    let is_coloured = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => out.is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    };
    let mut out = BufWriter::new(out.lock());
    match arguments.format {
        Format::Json => plimsoll_render::json(report, &mut out)?,
        Format::Text if is_coloured => plimsoll_render::text(report, &mut Ansi::new(&mut out))?,
        Format::Text => plimsoll_render::text(report, &mut NoColor::new(&mut out))?,
    }
    out.flush()?;
    Ok(())
}
