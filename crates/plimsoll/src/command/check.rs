//! `plimsoll check`

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Result;
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use plimsoll_linter::{Report, diagnostics::Level};

use super::{Verdict, complain, eprint, linter};
use crate::{
    arguments::{Check, Color, FailOn, Format},
    disk::Disk,
    input,
};

pub(crate) fn check(arguments: &Check) -> Result<Verdict> {
    let linter = linter(&arguments.rules)?;
    let input = input::read(&arguments.files)?;
    complain(&input);
    let has_failed = !input.failed.is_empty();
    let report = linter.check_with(input.files, &Disk);
    show(arguments, &report)?;
    let mut end = Vec::new();
    plimsoll_render::summary(&report, &mut end)?;
    eprint(&String::from_utf8_lossy(&end));
    if report.coverage.files.is_empty() && !has_failed {
        eprint("no YAML file was found\n");
        return Ok(if arguments.allow_partial { Verdict::Clean } else { Verdict::Unsure });
    }
    let is_complete = report.coverage.is_complete() && !has_failed;
    if !is_complete && !arguments.allow_partial {
        return Ok(Verdict::Unsure);
    }
    let fails = |level: Level| match arguments.fail_on {
        FailOn::Never => false,
        FailOn::Note => true,
        FailOn::Warning => level >= Level::Warning,
        FailOn::Error => level >= Level::Error,
    };
    let has_findings = report.diagnostics().any(|it| fails(it.level));
    Ok(if has_findings { Verdict::Findings } else { Verdict::Clean })
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
