//! Judges the files that it is given, shows what a fix would do, and ends with 1 where something
//! is wrong or could not be looked at.
//!
//! ```console
//! cargo run --package plimsoll-linter --example check -- compose.yaml
//! ```
#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::{env, fs, io, process::ExitCode};

use plimsoll_linter::{
    Linter, Settings, Verifier,
    diagnostics::{Encoding, FileId},
    model::new_file,
};

fn main() -> io::Result<ExitCode> {
    let mut files = Vec::new();
    for (id, path) in (0u32..).zip(env::args().skip(1)) {
        let text = fs::read_to_string(&path)?;
        files.push(new_file(FileId(id), path, &text));
    }
    let linter = Linter::new(Settings::recommended());
    let report = linter.check(files);
    let verifier = Verifier::new(&linter, &report);
    for judged in report.open() {
        let it = &judged.diagnostic;
        let file = report.project.file(it.at.file);
        let place = file.lines.position(file.text(), it.at.range.start(), Encoding::Utf32);
        println!(
            "{}:{}:{}: {} [{}]",
            file.path,
            place.line + 1,
            place.column + 1,
            it.message,
            it.rule
        );
        for fix in verifier.fixes(judged) {
            println!("  {} fix: {}", fix.safety, fix.title);
        }
    }
    let is_clean = report.coverage.is_complete() && report.diagnostics().next().is_none();
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
