//! Reading on after syntax errors.
//!
//! At an error the lines around it are read with one small change after the other: a quote
//! closed, a line moved to the column of its neighbours, a colon added, a line left out. The
//! change that gets furthest, and leaves the fewest keys without a value, is made, reported, and
//! the whole text read again. The tree always carries the original text and its offsets.

use std::{collections::BTreeMap, sync::Arc};

use plimsoll_diagnostics::TextRange;

use super::{
    Parse,
    build::{Built, Stop, build},
    candidates::{Candidate, Cause, candidates},
    lines::{Content, Lines},
    patch::{Patched, Splice},
    shape::LineShape,
};
use crate::{
    error::{SyntaxError, SyntaxErrorKind},
    tree::{Kind, Mapping, Tree},
};

/// The most errors that are repaired in one text.
const ROUNDS: usize = 200;

/// Recovery reads at most this many times the length of the text …
const READINGS: usize = 12;

/// … plus this many bytes, so that small texts get all the attempts they need.
const FREE_BYTES: usize = 512 << 10;

/// Lines of a neighbourhood beyond which its ancestors are reduced to one line each.
const WHOLE: usize = 60;

/// The most lines of a neighbourhood that are read after the error.
const AHEAD: usize = 120;

/// Reads all of `text`, whose first reading stopped at `stop`.
pub(super) fn recover(text: &str, original: &Arc<str>, first: Built) -> Parse {
    let mut recovery = Recovery {
        text,
        lines: Lines::new(text),
        repairs: BTreeMap::new(),
        errors: Vec::new(),
        budget: FREE_BYTES + READINGS * text.len(),
    };
    let mut patched = Patched::new(text, std::iter::empty());
    let mut built = first;
    for _ in 0..ROUNDS {
        let Some(stop) = built.stop.take() else {
            return recovery.finish(&patched, built);
        };
        let stop = restored(stop, &patched);
        if stop.failure.limit || !recovery.repair(&stop) {
            built.stop = Some(stop);
            return recovery.give_up(&patched, built);
        }
        patched = Patched::new(text, recovery.repairs.values());
        built = build(&patched.text, original);
    }
    built.stop = built.stop.map(|stop| restored(stop, &patched));
    recovery.give_up(&patched, built)
}

fn restored(mut stop: Stop, patched: &Patched) -> Stop {
    stop.failure.at = patched.original(stop.failure.at);
    stop.leaf = patched.original(stop.leaf);
    for (offset, _) in &mut stop.brackets {
        *offset = patched.original(*offset);
    }
    stop
}

struct Recovery<'text> {
    text: &'text str,
    lines: Lines,
    /// The changes, by line.
    repairs: BTreeMap<usize, Splice>,
    errors: Vec<SyntaxError>,
    /// Bytes that may still be read.
    budget: usize,
}

/// How far a reading came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outcome {
    /// The line of the next failure; `usize::MAX` without one.
    reached: usize,
    /// Keys near the error that are left without a value, and keys that stand twice.
    oddities: usize,
}

impl Outcome {
    fn better_than(self, other: Self) -> bool {
        self.reached > other.reached
            || (self.reached == other.reached && self.oddities < other.oddities)
    }
}

impl Recovery<'_> {
    /// Makes the change that reads furthest; false if none is left to make.
    fn repair(&mut self, stop: &Stop) -> bool {
        let candidates =
            candidates(self.text, &self.lines, stop, |line| !self.repairs.contains_key(&line));
        let failing = self.lines.at(stop.failure.at);
        let leaf = self.lines.at(stop.leaf).min(failing);
        let neighbourhood = self.neighbourhood(leaf, failing);
        let window = leaf.saturating_sub(2)..=failing + 2;
        let Some(mut best) = self.outcome(&neighbourhood, None, &window) else { return false };
        // Some failures show only with more of the text around them.
        best.reached = best.reached.min(failing);
        best.oddities = 0;
        let mut chosen = None;
        for candidate in candidates {
            let Some(outcome) = self.outcome(&neighbourhood, Some(&candidate), &window) else {
                break;
            };
            if outcome.better_than(best) {
                best = outcome;
                chosen = Some(candidate);
                if best == (Outcome { reached: usize::MAX, oddities: 0 }) {
                    break;
                }
            }
        }
        let chosen = chosen.or_else(|| self.last_resort(leaf, failing));
        let Some(chosen) = chosen else { return false };
        self.errors.push(self.error(&chosen, stop));
        self.repairs.extend(chosen.splices);
        true
    }

    /// Leaves out the first of the failing line and the lines before it that is still there.
    fn last_resort(&self, leaf: usize, failing: usize) -> Option<Candidate> {
        let blank = |position: &usize| {
            let line = self.lines.get(*position)?;
            let removed = line.start..line.end;
            let gone = self.repairs.get(position).is_some_and(|it| it.removed == removed);
            (!removed.is_empty() && !gone)
                .then(|| (*position, Splice { removed, inserted: String::new() }))
        };
        let (position, splice) = (leaf..=failing).rev().find_map(|line| blank(&line))?;
        Some(Candidate { cause: Cause::Lines, line: position, splices: vec![(position, splice)] })
    }

    /// The lines that are enough to judge a change: the entry around the error, what follows it,
    /// and one line for everything that they are nested in.
    fn neighbourhood(&self, leaf: usize, failing: usize) -> Vec<usize> {
        if self.lines.len() <= WHOLE {
            return (0..self.lines.len()).collect();
        }
        let content = (leaf..=failing)
            .filter_map(|position| Some((position, self.lines.get(position)?)))
            .filter(|(_, line)| line.holds_content());
        let lowest = content.min_by_key(|(_, line)| line.level()).map_or(leaf, |(at, _)| at);
        let parent = self.lines.ancestor(lowest).unwrap_or(lowest);
        let grandparent = self.lines.ancestor(parent).unwrap_or(parent);
        let top = if lowest - grandparent <= WHOLE { grandparent } else { parent };
        let first = top.min(leaf).max(leaf.saturating_sub(4 * WHOLE));
        let level = self.lines.get(top).map_or(0, super::lines::Line::level);
        let end = self.lines.end_of(failing, level);
        let end = self.lines.get(end).map_or(end, |line| match line.content {
            Content::Marker => end,
            _ => self.lines.end_of(end, line.level()),
        });
        let end = end.min(failing + AHEAD).max(failing + 1);
        let mut chosen = Vec::new();
        let mut above = first;
        let mut level = self.lines.get(first).map_or(0, super::lines::Line::level);
        while let Some(ancestor) = self.lines.ancestor_below(above, level) {
            chosen.push(ancestor);
            above = ancestor;
            level = self.lines.get(ancestor).map_or(0, super::lines::Line::level);
        }
        chosen.reverse();
        chosen.extend(first..end.min(self.lines.len()));
        chosen
    }

    /// Reads the neighbourhood with a change; `None` when the budget is used up.
    fn outcome(
        &mut self,
        neighbourhood: &[usize],
        candidate: Option<&Candidate>,
        window: &std::ops::RangeInclusive<usize>,
    ) -> Option<Outcome> {
        let mut local = String::new();
        let mut starts = Vec::with_capacity(neighbourhood.len());
        for position in neighbourhood {
            let line = self.lines.get(*position)?;
            let splices = candidate.map(|it| it.splices.as_slice()).unwrap_or_default();
            let new = splices.binary_search_by_key(position, |(line, _)| *line);
            let splice = match new {
                Ok(found) => Some(&splices[found].1),
                Err(_) => self.repairs.get(position),
            };
            starts.push(local.len());
            let (mut copied, bytes) = (line.start, self.text);
            if let Some(splice) = splice {
                local.push_str(bytes.get(copied..splice.removed.start).unwrap_or_default());
                local.push_str(&splice.inserted);
                copied = splice.removed.end;
            }
            local.push_str(bytes.get(copied..line.next).unwrap_or_default());
        }
        self.budget = self.budget.checked_sub(local.len())?;
        let shared: Arc<str> = Arc::from("");
        let built = build(&local, &shared);
        let line_of = |offset: usize| {
            let position = starts.partition_point(|start| *start <= offset).saturating_sub(1);
            neighbourhood.get(position).copied().unwrap_or_default()
        };
        let near = |offset: usize| window.contains(&line_of(offset));
        let twice = built
            .errors
            .iter()
            .filter(|error| error.kind == SyntaxErrorKind::DuplicateKey)
            .filter(|error| near(error.at.start() as usize))
            .count();
        let reached = built.stop.map_or(usize::MAX, |stop| line_of(stop.failure.at));
        Some(Outcome { reached, oddities: twice + keys_without_value(&built.tree, near) })
    }

    fn error(&self, chosen: &Candidate, stop: &Stop) -> SyntaxError {
        let line = self.lines.get(chosen.line);
        let body = line.map_or("", |line| line.body(self.text));
        let start = line.map_or(0, |line| line.start + line.indent);
        let at =
            TextRange::from_usize(start, start + LineShape::new(body).end.max(body.len().min(1)));
        let first = chosen.splices.first().map(|(_, splice)| &splice.removed);
        let last = chosen.splices.last().map(|(_, splice)| &splice.removed);
        let removed = match (first, last) {
            (Some(first), Some(last)) => TextRange::from_usize(first.start, last.end),
            _ => TextRange::empty(at.start()),
        };
        let word = LineShape::new(body);
        let word = body.get(..word.end).unwrap_or_default();
        let reason = &stop.failure.kind;
        let (message, lost) = match &chosen.cause {
            Cause::Unclosed(open) => (format!("`{open}` is not closed"), None),
            Cause::Indentation => {
                ("the indentation fits no entry around this line".to_owned(), None)
            }
            Cause::Colon => (format!("`{word}` has no colon behind it"), None),
            Cause::Dash => ("`-` stands where an entry is expected".to_owned(), None),
            Cause::Value => (format!("the value cannot be read: {reason}"), Some(removed)),
            Cause::Lines => (format!("the entry cannot be read: {reason}"), Some(removed)),
        };
        SyntaxError {
            kind: SyntaxErrorKind::Malformed,
            message,
            at: on_boundaries(self.text, at),
            lost: lost.unwrap_or(TextRange::empty(at.start())),
        }
    }

    fn finish(mut self, patched: &Patched, mut built: Built) -> Parse {
        patched.restore(&mut built.tree);
        self.errors.extend(built.errors.into_iter().map(|mut error| {
            error.at = patched.restore_range(error.at);
            error.lost = patched.restore_range(error.lost);
            error
        }));
        self.errors.sort_by_key(|error| (error.at, error.lost));
        Parse { tree: built.tree, errors: self.errors }
    }

    /// Keeps what was read before the failure that nothing could be done about.
    fn give_up(mut self, patched: &Patched, mut built: Built) -> Parse {
        if let Some(stop) = built.stop.take() {
            let at = TextRange::from_usize(stop.failure.at, stop.failure.at + 1);
            self.errors.push(SyntaxError {
                kind: SyntaxErrorKind::Limit,
                message: format!("the text is not read from here on: {}", stop.failure.kind),
                at: on_boundaries(self.text, at),
                lost: on_boundaries(
                    self.text,
                    TextRange::from_usize(stop.failure.at, self.text.len()),
                ),
            });
        }
        self.finish(patched, built)
    }
}

/// Entries of block mappings without a value, where `near` holds for the key's offset.
fn keys_without_value(tree: &Tree, near: impl Fn(usize) -> bool) -> usize {
    let mappings = tree.nodes.iter().filter_map(|node| match &node.kind {
        Kind::Mapping(Mapping { entries, .. }) => Some(entries),
        _ => None,
    });
    mappings
        .flatten()
        .filter(|entry| {
            let value = tree.node(entry.value);
            value.range.is_empty() && value.tag.is_none() && value.anchor.is_none()
        })
        .filter(|entry| near(tree.node(entry.key).range.start() as usize))
        .count()
}

/// The range widened to character boundaries of `text`, and to at least one character.
fn on_boundaries(text: &str, range: TextRange) -> TextRange {
    let mut start = (range.start() as usize).min(text.len());
    if start == text.len() {
        start = text.char_indices().next_back().map_or(0, |(last, _)| last);
    }
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (range.end() as usize).clamp(start, text.len());
    if end == start && start < text.len() {
        end += 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    TextRange::from_usize(start, end)
}
