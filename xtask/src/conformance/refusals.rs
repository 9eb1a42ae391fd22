//! Whether what a platform refuses is said to be refused, and nothing else: what the comparisons
//! with its programs have in common.

use std::{collections::BTreeMap, fs, num::NonZero, path::Path, thread};

use anyhow::{Context, Result};
use plimsoll_diagnostics::{Diagnostic, FileId, Reaction};
use plimsoll_linter::Report;
use serde::de::DeserializeOwned;

/// What a program said of an input, and what the report says.
pub(super) struct Row {
    /// What tells it from the others.
    pub(super) name: String,
    /// What kind of question it is; the score of each kind is printed.
    pub(super) kind: String,
    /// Whether the program takes the input.
    pub(super) accepted: bool,
    /// What it said where it does not.
    pub(super) error: String,
    /// Where it said so; none where it names no place.
    pub(super) fields: Vec<String>,
    /// What is said to be refused: the rule, the place and the message.
    pub(super) said: Vec<Said>,
    /// Whether the run came to an end with everything seen.
    pub(super) is_complete: bool,
}

/// A finding that says that something is refused.
pub(super) struct Said {
    rule: String,
    at: String,
    message: String,
}

/// What `report` says to be refused.
pub(super) fn said(report: &Report) -> Vec<Said> {
    let refused = |it: &&Diagnostic| it.platform == Some(Reaction::Refuses);
    let said = report.diagnostics().filter(refused).map(|it| Said {
        rule: it.rule.to_string(),
        at: place(report, it.at.file, it.at.range.start()),
        message: it.message.clone(),
    });
    said.collect()
}

/// The address of the node at an offset, without the document: `spec.containers[0].image`.
fn place(report: &Report, file: FileId, offset: u32) -> String {
    let tree = &report.project.file(file).tree;
    let mut address = tree.node_at(offset).map(|it| tree.address(it)).unwrap_or_default();
    address.document = 0;
    address.to_string()
}

/// The rows of a list of JSON objects.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|it| !it.trim().is_empty());
    lines.map(|it| serde_json::from_str(it).with_context(|| it.to_owned())).collect()
}

/// The outcome of every question, on as many threads as there are processors.
pub(super) fn ask<Q: Sync>(questions: &[Q], ask: impl Fn(&Q) -> Row + Sync) -> Vec<Row> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = questions.len().div_ceil(threads).max(1);
    let ask = &ask;
    thread::scope(|scope| {
        let each = questions.chunks(share);
        let started: Vec<_> =
            each.map(|it| scope.spawn(move || it.iter().map(ask).collect::<Vec<_>>())).collect();
        started.into_iter().flat_map(|it| it.join().unwrap_or_default()).collect()
    })
}

/// How often report and program agree.
#[derive(Default)]
struct Score {
    refused: usize,
    said: usize,
    placed: usize,
    at_place: usize,
    silent_and_whole: usize,
    accepted: usize,
    slandered: usize,
}

impl Score {
    fn add(&mut self, row: &Row) {
        if row.accepted {
            self.accepted += 1;
            self.slandered += usize::from(!row.said.is_empty());
            return;
        }
        self.refused += 1;
        self.silent_and_whole += usize::from(row.said.is_empty() && row.is_complete);
        if row.said.is_empty() {
            return;
        }
        self.said += 1;
        if !row.fields.is_empty() {
            self.placed += 1;
            self.at_place += usize::from(row.is_at_place());
        }
    }

    fn print(&self, name: &str) {
        println!(
            "{name}: {} of {} that are refused are said to be ({} of {} at the place), {} pass in silence; {} of {} that are taken are said to be refused",
            self.said,
            self.refused,
            self.at_place,
            self.placed,
            self.silent_and_whole,
            self.slandered,
            self.accepted
        );
    }
}

impl Row {
    /// Whether a finding stands where the program names the fault, around it or below it.
    fn is_at_place(&self) -> bool {
        let is_near = |field: &str, at: &str| {
            let outer = field.rsplit_once(['.', '[']).map_or("", |(outer, _)| outer);
            is_within(field, at) || is_within(at, field) || is_within(at, outer)
        };
        self.said.iter().any(|it| self.fields.iter().any(|field| is_near(field, &it.at)))
    }
}

fn is_within(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|it| outer.is_empty() || it.is_empty() || it.starts_with(['.', '[']))
}

/// Prints how often `rows` agree, altogether and, where somebody asks to be shown more, by kind and
/// row by row.
pub(super) fn print(name: &str, rows: &[Row], is_shown: bool) {
    let mut all = Score::default();
    let mut kinds: BTreeMap<&str, Score> = BTreeMap::new();
    let mut slanderers: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        all.add(row);
        kinds.entry(&row.kind).or_default().add(row);
        if row.accepted {
            row.said.iter().for_each(|it| *slanderers.entry(&it.rule).or_default() += 1);
        }
    }
    all.print(name);
    if !is_shown {
        return;
    }
    kinds.iter().for_each(|(kind, score)| score.print(&format!("  {kind}")));
    for (rule, count) in slanderers {
        println!("  {rule} says it {count} times of what is taken");
    }
    for row in rows {
        let all_said: Vec<_> =
            row.said.iter().map(|it| format!("[{}] {}: {}", it.rule, it.at, it.message)).collect();
        let said = all_said.join(" | ");
        match (row.accepted, row.said.is_empty()) {
            (true, false) => println!("taken: {} ({}): {said}", row.name, row.kind),
            (false, true) => println!("not said: {} ({}): {}", row.name, row.kind, row.error),
            (false, false) if !row.fields.is_empty() && !row.is_at_place() => {
                println!("elsewhere: {} ({}): {} but {said}", row.name, row.kind, row.error);
            }
            _ => {}
        }
    }
}
