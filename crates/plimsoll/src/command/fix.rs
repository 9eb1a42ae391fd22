//! `plimsoll fix`

use std::{
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result};
use plimsoll_linter::{
    Bundle, Scope, bundle, fix as fix_all,
    model::{Secrets, new_file},
};
use plimsoll_render::counted;
use similar::TextDiff;

use super::{Verdict, complain};
use crate::{
    console::eprint,
    disk::{self, Disk},
    input,
    options::{Fix, Level},
};

pub(crate) fn fix(arguments: &Fix) -> Result<Verdict> {
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    let linter = configured.linter();
    complain(&input);
    let has_failed = !input.failed.is_empty();
    let report = linter.check_with(input.files, &Disk::of(&arguments.files));
    let scope = if arguments.hardening { Scope::Hardening } else { Scope::Safe };
    let (fixed, left) = match arguments.bundle {
        None => (fix_all(&linter, &report, scope), Vec::new()),
        Some(level) => {
            let level = match level {
                Level::PssBaseline => Bundle::PssBaseline,
                Level::PssRestricted => Bundle::PssRestricted,
            };
            let bundled = bundle(&linter, &report, level, arguments.workload.as_deref());
            (bundled.fixed, bundled.left)
        }
    };
    let mut out = io::stdout().lock();
    let mut made = 0;
    let mut is_masked = false;
    for changed in &fixed.files {
        let file = report.project.file(changed.file);
        made += changed.made.len();
        let is_stdin = arguments.files.paths.iter().any(|it| it == Path::new("-"))
            && file.path == arguments.files.stdin_filename;
        if arguments.write && is_stdin {
            out.write_all(changed.text.as_bytes())?;
        } else if arguments.write {
            disk::replace(Path::new(&file.path), &changed.text)
                .with_context(|| format!("{} cannot be written", file.path))?;
        } else {
            // Lines around a change, and those that a fix takes away, can hold secrets.
            let after = new_file(file.id, file.path.as_str(), &changed.text);
            let before = report.shown(file.id);
            let after = Secrets::of(&after).masked(&changed.text);
            is_masked |= before != file.text();
            let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
            let name = &file.path;
            write!(
                out,
                "{}",
                diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}"))
            )?;
        }
    }
    if is_masked {
        eprint("secrets are masked in this diff, so it may not apply; --write makes the changes\n");
    }
    for (rule, risk) in fixed.may_break.iter().filter(|_| arguments.bundle.is_some()) {
        eprint(&format!("may break: {rule}: {risk}\n"));
    }
    for (rule, message) in &left {
        eprint(&format!("left to you: {rule}: {message}\n"));
    }
    for (rule, address, why) in &fixed.withheld {
        eprint(&format!("left alone: {rule} at {address}: {why}\n"));
    }
    let verb = if arguments.write { "made" } else { "possible" };
    let made = match made {
        1 => "1 fix".to_owned(),
        number => format!("{number} fixes"),
    };
    let files = counted(fixed.files.len(), "file");
    eprint(&format!("{made} {verb} in {files}, {} left alone\n", fixed.withheld.len()));
    if has_failed || !report.coverage.is_complete() {
        return Ok(Verdict::Unsure);
    }
    Ok(Verdict::Clean)
}
