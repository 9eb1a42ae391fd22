//! `plimsoll migrate`: from what silences other tools to what silences plimsoll.

mod foreign_files;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result};
use clap::Args;
use plimsoll_linter::{
    Report, Suppression,
    diagnostics::{Edit, EditSet, FileId},
    model::{File, Secrets, new_file},
    rules::Authority::{self, Checkov, Kics, KubeLinter},
};
use similar::TextDiff;

use self::foreign_files::Exceptions;
use super::{Verdict, complain};
use crate::{
    configuration::Choice,
    console::eprint,
    disk::{self, Disk},
    input,
    options::Files,
};

/// Files with lists: their names, the tool, and the keys of checks and of paths.
type Listed =
    (&'static [&'static str], Authority, &'static [&'static str], &'static [&'static str]);

const LISTED: &[Listed] = &[
    (
        &[".kube-linter.yaml", ".kube-linter.yml"],
        KubeLinter,
        &["checks", "exclude"],
        &["checks", "ignorePaths"],
    ),
    // Its `skip-path` are regular expressions, which patterns cannot say.
    (&[".checkov.yaml", ".checkov.yml"], Checkov, &["skip-check"], &[]),
    (&["kics.config", "kics.yaml", "kics.json"], Kics, &["exclude-queries"], &["exclude-paths"]),
];

#[derive(Args)]
pub(crate) struct Migrate {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choice: Choice,
    /// Writes the files instead of showing a diff
    #[arg(long)]
    write: bool,
}

pub(crate) fn migrate(arguments: &Migrate) -> Result<Verdict> {
    let found = input::find(&arguments.files)?;
    let configured = arguments.choice.configure(found.paths())?.with_foreign_suppressions();
    crate::configuration::complain(&configured)?;
    let input = found.read(&configured);
    complain(&input);
    let has_failed = !input.failed.is_empty();
    let report = configured.linter().check_with(input.files, &Disk::of(&arguments.files));
    let mut out = io::stdout().lock();
    let (mut converted, mut left) = (0, 0);
    for (file, edits) in edits(&report, &mut converted, &mut left) {
        let file = report.project.file(file);
        let text = edits.apply(file.text());
        if arguments.write {
            disk::replace(Path::new(&file.path), &text)
                .with_context(|| format!("{} cannot be written", file.path))?;
        } else {
            // Lines around a change can hold secrets.
            let after = new_file(file.id, file.path.as_str(), &text);
            let (before, after) = (report.shown(file.id), Secrets::of(&after).masked(&text));
            let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
            let name = &file.path;
            let (old, new) = (format!("a/{name}"), format!("b/{name}"));
            write!(out, "{}", diff.unified_diff().header(&old, &new))?;
        }
    }
    let mut settings = Exceptions::default();
    // What is for a whole project lies in its folder.
    let folder = arguments.files.paths.first().filter(|it| it.is_dir());
    let folder = folder.map_or(Path::new("."), |it| it.as_path());
    foreign_files::trivy(&folder.join(".trivyignore"), &mut settings)?;
    foreign_files::trivy_yaml(&folder.join(".trivyignore.yaml"), &mut settings)?;
    foreign_files::compose_lint(&folder.join(".compose-lint.yml"), &mut settings)?;
    for (names, tool, checks, paths) in LISTED {
        for name in *names {
            foreign_files::listed(&folder.join(name), *tool, checks, paths, &mut settings)?;
        }
    }
    for name in [".dclintrc", ".dclintrc.yaml", ".dclintrc.yml", ".dclintrc.json"] {
        foreign_files::dclint(&folder.join(name), &mut settings)?;
    }
    for it in &settings.unanswered {
        eprint(&format!("left alone: {it}: no rule answers it\n"));
    }
    let settings = settings.render();
    if !settings.is_empty() {
        eprint(&format!("for the whole project, this belongs into plimsoll.toml:\n{settings}\n"));
    }
    let verb = if arguments.write { "converted" } else { "can be converted" };
    eprint(&format!("{converted} suppressions {verb}, {left} left alone\n"));
    let is_complete = !has_failed && report.coverage.is_complete();
    Ok(if is_complete { Verdict::Clean } else { Verdict::Unsure })
}

fn edits(report: &Report, converted: &mut usize, left: &mut usize) -> BTreeMap<FileId, EditSet> {
    let mut edits: BTreeMap<FileId, EditSet> = BTreeMap::new();
    // Comments that go above the same object come one below the other.
    let mut above: BTreeMap<(FileId, u32), String> = BTreeMap::new();
    // Two tools may have been told the same, and plimsoll by an earlier run.
    let own = report.suppressions.iter().filter(|it| it.by.is_none());
    let mut said: BTreeSet<(FileId, u32, &str)> = BTreeSet::new();
    for it in own {
        said.extend(it.targets.iter().map(|target| (it.file, it.covers.start(), &*target.name)));
    }
    for it in report.suppressions.iter().filter(|it| it.by.is_some()) {
        let file = report.project.file(it.file);
        match (comment(it), it.range.slice(file.text()).starts_with('#')) {
            (Some(comment), true) => {
                let edit = Edit::replace(it.range, comment);
                if edits.entry(it.file).or_default().add(edit).is_ok() {
                    *converted += 1;
                    continue;
                }
            }
            (Some(comment), false) => {
                if let Some(line) = line_above(file, it.covers.start(), &comment) {
                    let used = it.targets.iter().filter(|it| it.silenced > 0);
                    let news: Vec<bool> = used
                        .map(|target| said.insert((it.file, it.covers.start(), &target.name)))
                        .collect();
                    if news.contains(&true) {
                        above.entry((it.file, it.covers.start())).or_default().push_str(&line);
                    }
                    *converted += 1;
                    continue;
                }
            }
            (None, _) => {}
        }
        *left += 1;
        let line = file.lines.line(it.range.start()) + 1;
        eprint(&format!("left alone: {}:{line}: silences nothing here\n", file.path));
    }
    for ((file, at), lines) in above {
        // An insertion of its own cannot be in the way of comments that are replaced.
        let _ = edits.entry(file).or_default().add(Edit::insert(at, lines));
    }
    edits.retain(|_, set| !set.is_empty());
    edits
}

/// The comment that says the same for plimsoll; `None` where it would silence nothing.
fn comment(it: &Suppression) -> Option<String> {
    let used = it.targets.iter().filter(|target| target.silenced > 0);
    let mut rules: Vec<&str> = used.map(|it| it.name.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    if rules.is_empty() {
        return None;
    }
    let mut comment = format!("# plimsoll: ignore[{}]", rules.join(", "));
    // A line break would end the comment.
    for word in it.reason.split_whitespace() {
        comment.push(' ');
        comment.push_str(word);
    }
    if let Some(until) = it.until {
        comment.push_str(&format!(" until={until}"));
    }
    Some(comment)
}

/// The comment as a line above what begins at `start`, in the style of the file; an annotation
/// stays for the tool that it was written for. `None` where something stands before it.
fn line_above(file: &File, start: u32, comment: &str) -> Option<String> {
    let text = file.text();
    let start = start as usize;
    let line = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let indent = text[line..start].trim_start_matches('\u{feff}');
    if !indent.trim().is_empty() {
        return None;
    }
    let is_windows = text[start..].split('\n').next().is_some_and(|it| it.ends_with('\r'));
    let end = if is_windows { "\r\n" } else { "\n" };
    Some(format!("{comment}{end}{indent}"))
}
