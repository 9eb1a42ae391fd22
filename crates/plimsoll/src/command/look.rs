//! `plimsoll doctor` and `plimsoll facts`: what plimsoll takes files for.

use std::{
    io::{self, Write},
    path::Path,
};

use anyhow::Result;
use plimsoll_linter::{
    model::{Project, Redactor, Secrets, dump},
    policy::vocabulary,
};

use super::{Verdict, complain};
use crate::{configuration::inclusion, disk::Disk, input, options::Look};

pub(crate) fn doctor(arguments: &Look) -> Result<Verdict> {
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    complain(&input);
    let mut out = io::stdout().lock();
    for path in &input.excluded {
        if let Some(settings) = configured.settings(path) {
            writeln!(out, "{path}: {}", inclusion(settings, path))?;
        }
    }
    for file in &input.files {
        let dialect = file.recognition.dialect;
        let redactor = Redactor::of([(file, &Secrets::of(file))]);
        writeln!(out, "{}: {}", file.path, dialect.as_str())?;
        for reason in &file.recognition.because {
            writeln!(out, "  because {}", redactor.redacted(reason))?;
        }
        for error in &file.errors {
            let line = file.lines.line(error.at.start()) + 1;
            writeln!(out, "  line {line}: {}", redactor.redacted(&error.message))?;
        }
        if !dialect.is_judged() {
            writeln!(out, "  not judged")?;
        }
        if let Some(rule) = input::ignored_by(Path::new(&file.path)) {
            writeln!(out, "  left out where its folder is named: {rule}")?;
        }
        let source = configured.settings(&file.path).and_then(|it| it.config().sources.first());
        if let Some(source) = source {
            writeln!(out, "  configured by {}", source.path)?;
        }
    }
    let verdict = if input.failed.is_empty() { Verdict::Clean } else { Verdict::Unsure };
    let project = Project::with_loader(input.files, &Disk::of(&arguments.files));
    scopes(&project, &mut out)?;
    Ok(verdict)
}

/// What is deployed together, and what was not seen of it.
fn scopes(project: &Project, out: &mut dyn Write) -> io::Result<()> {
    for scope in project.scopes() {
        let state = if scope.is_complete() { "complete" } else { "open" };
        writeln!(out, "{scope}: {state}")?;
        for gap in &scope.gaps {
            let Some(at) = gap.at else {
                writeln!(out, "  {}: {}", gap.path, gap.message)?;
                continue;
            };
            let file = project.file(at.file);
            let line = file.lines.line(at.range.start()) + 1;
            let message =
                Redactor::of([(file, &Secrets::of(file))]).redacted(&gap.message).into_owned();
            writeln!(out, "  {}:{line}: {message}", gap.path)?;
        }
    }
    Ok(())
}

#[derive(clap::Args)]
pub(crate) struct Facts {
    #[command(flatten)]
    look: Look,
    /// Lists what can be asked of every kind of subject instead; custom rules are written with it
    #[arg(long)]
    vocabulary: bool,
}

pub(crate) fn facts(arguments: &Facts) -> Result<Verdict> {
    if arguments.vocabulary {
        io::stdout().lock().write_all(vocabulary().as_bytes())?;
        return Ok(Verdict::Clean);
    }
    let (input, _) = input::read(&arguments.look.files, &arguments.look.choice)?;
    complain(&input);
    let project = Project::with_loader(input.files, &Disk::of(&arguments.look.files));
    io::stdout().lock().write_all(dump(&project).as_bytes())?;
    Ok(if input.failed.is_empty() { Verdict::Clean } else { Verdict::Unsure })
}
