//! Pages of custom rules on a disk.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use codespan_reporting::{
    diagnostic::{Diagnostic, Label},
    files::SimpleFile,
    term::{self, Config, termcolor::NoColor},
};
use plimsoll_linter::{
    Settings,
    diagnostics::TextRange,
    policy::{Policy, Problem},
};

/// A page and what became of it.
pub(crate) struct Page {
    /// Its path as reports show it.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// The rule, or everything that is wrong with it.
    pub(crate) read: Result<Policy, Vec<Problem>>,
}

/// Reads every page in `paths`, files or folders. Markdown without front matter in a folder is not
/// a page.
///
/// # Errors
///
/// A path that cannot be read.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Page>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            collect(path, &mut found)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            let is_page =
                |it: &PathBuf| it.extension().is_some_and(|it| it.eq_ignore_ascii_case("md"));
            files.extend(found.into_iter().filter(is_page).map(|it| (it, false)));
        } else {
            files.push((path.clone(), true));
        }
    }
    files.sort();
    files.dedup();
    let mut pages: Vec<Page> = Vec::new();
    for (file, is_named) in files {
        let text = fs::read_to_string(&file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        if !is_named && !text.trim_start_matches('\u{feff}').starts_with("---") {
            continue;
        }
        let path = file.strip_prefix(".").unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let read = Policy::read(&path, &text);
        pages.push(Page { path, text, read });
    }
    check_names(&mut pages);
    Ok(pages)
}

/// Adds every file below `folder`, which may lie deep.
pub(crate) fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Refuses pages that take a name which another rule has, or supersede a rule that is not there.
fn check_names(pages: &mut [Page]) {
    let mut known = Settings::all();
    let mut added = Vec::new();
    for page in pages.iter_mut() {
        let Ok(policy) = &page.read else { continue };
        match known.add(policy.rule.clone()) {
            Ok(()) => added.push(policy.supersedes.clone()),
            Err(taken) => {
                page.read = Err(vec![problem(policy.name_at, taken.to_string(), None)]);
                added.push(Vec::new());
            }
        }
    }
    for (page, supersedes) in pages.iter_mut().filter(|it| it.read.is_ok()).zip(added) {
        for name in supersedes.iter().filter(|name| known.find(name).is_none()) {
            let help = known.nearest(name).map(|it| format!("did you mean `{it}`?"));
            let at = page.text.find(name.as_str()).unwrap_or(0);
            let at = TextRange::from_usize(at, at + name.len());
            page.read = Err(vec![problem(at, format!("`{name}` is not a rule"), help)]);
        }
    }
}

fn problem(at: TextRange, message: String, help: Option<String>) -> Problem {
    Problem { at, message, help }
}

/// Writes a snippet for each of `problems`.
pub(crate) fn show(page: &Page, problems: &[Problem], out: &mut dyn io::Write) -> Result<()> {
    let file = SimpleFile::new(page.path.as_str(), page.text.as_str());
    let mut out = NoColor::new(out);
    for it in problems {
        let shown = Diagnostic::error()
            .with_message(&it.message)
            .with_labels(vec![Label::primary((), it.at.to_usize())])
            .with_notes(it.help.iter().map(|help| format!("help: {help}")).collect());
        term::emit_to_write_style(&mut out, &Config::default(), &file, &shown)?;
    }
    Ok(())
}
