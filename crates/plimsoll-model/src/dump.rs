//! Facts as text: what `plimsoll facts` prints and what reviewed snapshots hold.

use std::fmt::Write;

use plimsoll_diagnostics::Encoding;
use plimsoll_facts::Shown;

use crate::{
    project::Project,
    secrets::{Redactor, Secrets},
};

/// Every fact of the project, one a line, grouped by subject; facts that the platform does not
/// have are left out.
///
/// ```text
/// container services.web
///   privileged = true                      stated 4:17
///   read_only_root = false                 assumed 2:3
/// ```
#[must_use]
pub fn dump(project: &Project) -> String {
    let mut out = String::new();
    for (kind, identity, facts) in project.subjects.all_facts() {
        let _ = writeln!(out, "{kind} {}", identity.address);
        for shown in facts.iter().filter(|it| it.fact.state() != "inapplicable") {
            line(&mut out, project, shown);
        }
    }
    for gap in &project.subjects.gaps {
        let _ = writeln!(out, "gap {}", gap.message);
    }
    let secrets: Vec<Secrets> = project.files().iter().map(Secrets::of).collect();
    Redactor::of(project.files().iter().zip(&secrets)).redact(&mut out);
    out
}

fn line(out: &mut String, project: &Project, shown: &Shown<'_>) {
    let value = shown.fact.shown();
    let (sign, value) = match shown.fact.state() {
        "unknown" => ("? ", value),
        _ => ("= ", value),
    };
    let left = format!("{} {sign}{value}", shown.name);
    let _ = write!(out, "  {left:<40} {}", shown.fact.state());
    for site in shown.sites() {
        let span = project.span(site);
        let file = project.file(span.file);
        let at = file.lines.position(file.text(), span.range.start(), Encoding::Utf32);
        let _ = write!(out, " {}:{}", at.line + 1, at.column + 1);
    }
    out.push('\n');
}
