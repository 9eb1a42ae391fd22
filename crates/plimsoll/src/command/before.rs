//! `plimsoll check --diff REV`: the state before a change, through git's own command.

use std::{
    collections::{HashMap, HashSet},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use plimsoll_linter::{
    Linter, Report, StaleExceptions,
    config::below,
    diagnostics::{FileId, Fingerprint},
    model::new_file,
};

use crate::disk::Disk;

/// The files of a commit, and what has become of them since; paths are relative to the top of the
/// repository.
struct Before {
    commit: String,
    /// Every file of the commit.
    files: HashSet<String>,
    /// Files that are not as they were.
    changed: HashSet<String>,
    /// Files that are not there any more, with their texts; filled when asked for.
    gone: Vec<(String, Option<String>)>,
    /// Present paths of files that were moved, with their former ones.
    moved: HashMap<String, String>,
}

/// Takes out of the report, and out of what was found about the configurations, what was found before
/// the change since `revision` too. Both states are judged in full, by the present configurations, and
/// compared by fingerprints; a file that was moved is compared with itself. Gives how many findings
/// were there before.
pub(crate) fn keep_new(
    report: &mut Report,
    stale: Option<&mut StaleExceptions<'_>>,
    linter: &Linter,
    revision: &str,
    disk: &Disk,
) -> Result<usize> {
    let mut before = Before::of(revision)?;
    let top = git(&["rev-parse", "--show-cdup"])?;
    let mut files = Vec::new();
    for it in &report.coverage.files {
        let file = report.project.file(it.file);
        let settings = linter.settings(&file.path);
        let root = settings.absolute(if top.trim_end().is_empty() { "." } else { top.trim_end() });
        let absolute = settings.absolute(&file.path);
        let Some(path) = below(&absolute, &root) else {
            bail!("{} does not lie in this repository", file.path);
        };
        if let Some(text) = before.text(path, file.text())? {
            let id = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX));
            files.push(new_file(id, file.path.as_str(), &text));
        }
    }
    let before = linter.check_with(files, disk);
    let known: HashSet<Fingerprint> =
        before.judged.iter().map(|it| it.diagnostic.fingerprint).collect();
    let all = report.judged.len();
    report.judged.retain(|it| !known.contains(&it.diagnostic.fingerprint));
    let known = stale.map_or(0, |it| it.leave_out(&StaleExceptions::of(&before, linter)));
    Ok(all - report.judged.len() + known)
}

impl Before {
    fn of(revision: &str) -> Result<Self> {
        let named = format!("{revision}^{{commit}}");
        git(&["rev-parse", "--git-dir"])?;
        let Ok(commit) = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &named])
        else {
            bail!("`{revision}` is not a revision of this repository");
        };
        let commit = commit.trim_end();
        // What others have done since is not part of the change; a shallow clone may not know.
        let base = git(&["merge-base", commit, "HEAD"]).unwrap_or_else(|_| commit.to_owned());
        let commit = base.trim_end().to_owned();
        let files = git(&["ls-tree", "-r", "-z", "--full-tree", "--name-only", &commit])?;
        let files = files.split_terminator('\0').map(str::to_owned).collect();
        let changes = git(&["diff", "--name-status", "--no-relative", "-z", "-M", &commit, "--"])?;
        let mut it = Self {
            commit,
            files,
            changed: HashSet::new(),
            gone: Vec::new(),
            moved: HashMap::new(),
        };
        let mut parts = changes.split_terminator('\0');
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            match status.chars().next() {
                Some('R' | 'C') => {
                    let now = parts.next().unwrap_or_default();
                    it.moved.insert(now.to_owned(), path.to_owned());
                }
                Some('D') => it.gone.push((path.to_owned(), None)),
                _ => {
                    it.changed.insert(path.to_owned());
                }
            }
        }
        Ok(it)
    }

    /// What the file that is at `path` now, as `now`, was then; `None` where it was not there.
    fn text(&mut self, path: &str, now: &str) -> Result<Option<String>> {
        if let Some(then) = self.moved.get(path) {
            return self.show(then).map(Some);
        }
        if !self.files.contains(path) {
            return self.unstaged_move(now);
        }
        if self.changed.contains(path) {
            return self.show(path).map(Some);
        }
        Ok(Some(now.to_owned()))
    }

    /// A file that git does not know yet may be one that it misses, moved without a word.
    fn unstaged_move(&mut self, now: &str) -> Result<Option<String>> {
        for index in 0..self.gone.len() {
            let text = match self.gone[index].1.take() {
                Some(text) => text,
                None => self.show(&self.gone[index].0)?,
            };
            let is_same = text == now;
            self.gone[index].1 = Some(text);
            if is_same {
                return Ok(Some(now.to_owned()));
            }
        }
        Ok(None)
    }

    fn show(&self, path: &str) -> Result<String> {
        git(&["show", &format!("{}:{path}", self.commit)])
    }
}

/// What git writes to standard output.
fn git(arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").args(arguments).output().context("git cannot be started")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {}: {}", arguments[0], complaint.trim_end());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
