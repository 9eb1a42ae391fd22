//! Reading on after syntax errors.
//!
//! At an error the lines around it are read with one small change after the other: a quote
//! closed, a line moved to the column of its neighbours, a colon added, a line left out. The
//! change that costs least, and leaves a text that a person might have written, is made and
//! reported, and reading goes on from there to the next error. In the end the whole text is read
//! with all changes. The tree always carries the original text and its offsets.

use std::{collections::BTreeMap, sync::Arc};

use plimsoll_diagnostics::TextRange;

use super::{
    Parse,
    build::{Built, build},
    candidates::{Candidate, Cause, candidates},
    excerpt::Excerpt,
    lines::{Content, Line, Lines, content},
    patch::{Patched, Splice},
    plausibility::{Steps, oddities},
    shape::LineShape,
    trouble::Trouble,
};
use crate::error::{SyntaxError, SyntaxErrorKind};

/// The most errors that are repaired in one text.
const ROUNDS: usize = 200;

/// How often the whole text is read, at most.
const WHOLE_READINGS: usize = 8;

/// Attempts at repairs read at most this many times the length of the text …
const READINGS: usize = 12;

/// … plus this many bytes, so that small texts get all the attempts they need.
const FREE_BYTES: usize = 512 << 10;

/// Lines of a neighbourhood beyond which its ancestors are reduced to one line each.
const WHOLE: usize = 60;

/// The most lines of a neighbourhood that are read after the error.
const AHEAD: usize = 120;

/// How many lines are read on after a repair before the rest is asked for, at first.
const ONWARDS: usize = 400;

/// The lines with content behind an error in which the next one is blamed on the repair.
const SOON: usize = 3;

/// How much less odd than the best attempt so far another one may be expected to come out.
const SLACK: usize = 4;

/// The price of a repair with another error soon behind it.
const FAILS_SOON: usize = 30;

/// The price of a repair with another error later.
const FAILS_LATER: usize = 20;

/// Reads all of `text`, whose first reading stopped.
pub(super) fn recover(text: &Arc<str>, first: Built) -> Parse {
    recover_counted(text, first).0
}

/// As [`recover`], and how many bytes were read.
fn recover_counted(text: &Arc<str>, mut built: Built) -> (Parse, usize) {
    let lines = Lines::new(text);
    let mut recovery = Recovery {
        text,
        steps: Steps::of(&lines),
        lines,
        repairs: BTreeMap::new(),
        errors: Vec::new(),
        budget: FREE_BYTES + READINGS * text.len(),
        read: 0,
    };
    let mut patched = Patched::new(text, std::iter::empty());
    let mut rounds = 0;
    for _ in 0..WHOLE_READINGS {
        let Some(stop) = built.stop.as_ref() else { break };
        let line = |offset: usize| recovery.lines.at(patched.original(offset));
        let mut trouble = Some(Trouble::new(stop, line));
        let mut is_changed = false;
        while let Some(found) = trouble.filter(|it| !it.is_limit && rounds < ROUNDS) {
            rounds += 1;
            if !recovery.repair(&found) {
                break;
            }
            is_changed = true;
            trouble = recovery.next(&found);
        }
        if !is_changed {
            break;
        }
        patched = Patched::new(text, recovery.repairs.values());
        recovery.read += patched.text.len();
        built = build(&patched.text);
    }
    let read = recovery.read;
    (recovery.finish(text, &patched, built), read)
}

struct Recovery<'text> {
    text: &'text str,
    lines: Lines,
    steps: Steps,
    /// The changes, by line.
    repairs: BTreeMap<usize, Splice>,
    errors: Vec<SyntaxError>,
    /// Bytes that attempts may still read.
    budget: usize,
    /// Bytes that were read.
    read: usize,
}

impl Recovery<'_> {
    /// Makes the likeliest change; false if none is left to make.
    fn repair(&mut self, trouble: &Trouble) -> bool {
        let failing = trouble.failing;
        let leaf = trouble.leaf.min(failing);
        let is_free = |line: usize| !self.repairs.contains_key(&line);
        let candidates = candidates(self.text, &self.lines, trouble, &self.steps, is_free);
        let neighbourhood = self.neighbourhood(leaf, failing);
        let mut best: Option<(usize, Candidate)> = None;
        // What the text holds anyway, and no candidate can do much about.
        let mut anyway: Option<usize> = None;
        for candidate in candidates {
            let beaten = |price: usize| best.as_ref().is_some_and(|(least, _)| *least <= price);
            if beaten(candidate.price + anyway.unwrap_or_default()) {
                break;
            }
            let Some(outcome) = self.attempt(&neighbourhood, &candidate, failing) else { break };
            let Some((failure, oddities)) = outcome else { continue };
            let price = candidate.price + failure + oddities;
            if failure == 0 {
                let least = oddities.saturating_sub(SLACK);
                anyway = Some(anyway.map_or(least, |it| it.min(least)));
            }
            if !beaten(price) {
                best = Some((price, candidate));
            }
        }
        let chosen = best.map(|(_, chosen)| chosen).or_else(|| self.last_resort(leaf, failing));
        let Some(chosen) = chosen else { return false };
        self.errors.push(self.error(&chosen, trouble));
        for (position, splice) in chosen.splices {
            self.note(position, &splice);
            self.repairs.insert(position, splice);
        }
        true
    }

    /// Keeps the columns of the lines as they are after repairs.
    fn note(&mut self, position: usize, splice: &Splice) {
        let Some(line) = self.lines.get(position) else { return };
        let part = |range: std::ops::Range<usize>| self.text.get(range).unwrap_or_default();
        let before = part(line.start + line.mark..splice.removed.start);
        let new = format!("{before}{}{}", splice.inserted, part(splice.removed.end..line.end));
        let body = new.trim_start_matches([' ', '\t']);
        let column = new.len() - body.len();
        self.lines.repaired(position, column, content(body, column == 0));
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
        let splices = vec![(position, splice)];
        Some(Candidate { cause: Cause::Lines, line: position, splices, price: 0 })
    }

    /// The lines that are enough to judge a change: the entry around the error, what follows it,
    /// and one line for everything that they are nested in.
    fn neighbourhood(&self, leaf: usize, failing: usize) -> Vec<usize> {
        if self.lines.len() <= WHOLE {
            return (0..self.lines.len()).collect();
        }
        let (top, first) = self.neighbourhood_start(leaf, failing);
        let level = self.lines.get(top).map_or(0, Line::level);
        let end = self.lines.end_of(failing, level);
        let end = self.lines.get(end).map_or(end, |line| match line.content {
            Content::Marker => end,
            _ => self.lines.end_of(end, line.level()),
        });
        let end = end.min(failing + AHEAD).max(failing + 1);
        self.with_ancestors(first, end)
    }

    /// The line of the entry around an error, and the line that is read first because of it.
    fn neighbourhood_start(&self, leaf: usize, failing: usize) -> (usize, usize) {
        let content = (leaf..=failing)
            .filter_map(|position| Some((position, self.lines.get(position)?)))
            .filter(|(_, line)| line.holds_content());
        let lowest = content.min_by_key(|(_, line)| line.level()).map_or_else(
            || self.lines.content_before(leaf).unwrap_or_default(),
            |(position, _)| position,
        );
        let parent = self.lines.ancestor(lowest).unwrap_or(lowest);
        let grandparent = self.lines.ancestor(parent).unwrap_or(parent);
        let top = if lowest - grandparent <= WHOLE { grandparent } else { parent };
        let first = top.min(leaf).max(leaf.saturating_sub(4 * WHOLE));
        (top, first)
    }

    /// The lines from `first` to before `end`, and one line for everything they are nested in.
    fn with_ancestors(&self, first: usize, end: usize) -> Vec<usize> {
        let mut chosen = Vec::new();
        let mut above = first;
        let mut level = self.lines.get(first).map_or(0, Line::level);
        while let Some(ancestor) = self.lines.ancestor_below(above, level) {
            chosen.push(ancestor);
            above = ancestor;
            level = self.lines.get(ancestor).map_or(0, Line::level);
        }
        chosen.reverse();
        chosen.extend(first..end.min(self.lines.len()));
        chosen
    }

    /// Reads on after a repair, from the entry around it to the next error.
    ///
    /// An error in the first lines of a long text is not the end of the lines, but may come from
    /// it; so twice as many are read before it is believed.
    fn next(&mut self, repaired: &Trouble) -> Option<Trouble> {
        let leaf = repaired.leaf.min(repaired.failing);
        let first = self.neighbourhood_start(leaf, repaired.failing).1;
        let mut count = ONWARDS;
        let mut doubted = None;
        loop {
            let end = (first + count).min(self.lines.len());
            let positions = self.with_ancestors(first, end);
            let excerpt = Excerpt::new(self.text, &self.lines, positions, &self.repairs, &[]);
            self.read += excerpt.text.len();
            let stop = build(&excerpt.text).stop;
            let is_all = end == self.lines.len();
            if let Some(stop) = &stop {
                let failing = excerpt.line(stop.failure.at);
                if is_all || doubted == Some(failing) {
                    return Some(Trouble::new(stop, |offset| excerpt.line(offset)));
                }
                doubted = Some(failing);
            } else if is_all {
                return None;
            }
            count *= if stop.is_some() { 2 } else { 4 };
        }
    }

    /// Reads the neighbourhood with a change, and says what speaks against it: the next failure,
    /// and oddities. Nothing for a change that does not get past the error; `None` when the budget
    /// is used up.
    fn attempt(
        &mut self,
        neighbourhood: &[usize],
        candidate: &Candidate,
        failing: usize,
    ) -> Option<Option<(usize, usize)>> {
        let positions = neighbourhood.to_vec();
        let excerpt =
            Excerpt::new(self.text, &self.lines, positions, &self.repairs, &candidate.splices);
        self.budget = self.budget.checked_sub(excerpt.text.len())?;
        self.read += excerpt.text.len();
        let built = build(&excerpt.text);
        let failure = match &built.stop {
            Some(stop) => {
                let next = excerpt.line(stop.failure.at);
                let lines = (failing..next).filter_map(|position| self.lines.get(position));
                match lines.filter(|line| line.holds_content()).take(SOON + 1).count() {
                    0 if next <= failing => return Some(None),
                    0..=SOON => FAILS_SOON,
                    _ => FAILS_LATER,
                }
            }
            None => 0,
        };
        Some(Some((failure, oddities(&built, &excerpt, &self.steps))))
    }

    fn error(&self, chosen: &Candidate, trouble: &Trouble) -> SyntaxError {
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
        let reason = &trouble.reason;
        let (message, lost) = match chosen.cause {
            Cause::Unclosed(open) => (format!("`{open}` is not closed"), None),
            Cause::Indentation => {
                ("the indentation fits no entry around this line".to_owned(), None)
            }
            Cause::Tab => ("a tab indents this line, which YAML does not allow".to_owned(), None),
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

    /// The tree with its places in the original. What was read stays where a failure is left that
    /// nothing could be done about.
    fn finish(mut self, original: &Arc<str>, patched: &Patched, mut built: Built) -> Parse {
        if let Some(stop) = built.stop.take() {
            let at = patched.original(stop.failure.at);
            let rest = TextRange::from_usize(at, self.text.len());
            self.errors.push(SyntaxError {
                kind: SyntaxErrorKind::Limit,
                message: format!("the text is not read from here on: {}", stop.failure.kind),
                at: on_boundaries(self.text, TextRange::from_usize(at, at + 1)),
                lost: on_boundaries(self.text, rest),
            });
        }
        patched.restore(&mut built.tree, original);
        self.errors.extend(built.errors.into_iter().map(|mut error| {
            error.at = patched.restore_range(error.at);
            error.lost = patched.restore_range(error.lost);
            error
        }));
        self.errors.sort_by_key(|error| (error.at, error.lost));
        Parse { tree: built.tree, errors: self.errors }
    }
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A text of `services` with a mistake in every tenth, and the bytes that reading it takes.
    fn read(services: usize) -> (usize, usize, usize) {
        let mut text = "services:\n".to_owned();
        for service in 0..services {
            let broken = if service % 10 == 5 { "\t" } else { "    " };
            let _ = write!(
                text,
                "  service{service}:\n    image: app:{service}\n{broken}restart: always\n"
            );
            for port in 0..17 {
                let _ = writeln!(text, "    key{port}: \"value\"");
            }
        }
        let text: Arc<str> = text.into();
        let first = build(&text);
        let (parse, read) = recover_counted(&text, first);
        (text.len(), parse.errors.len(), read)
    }

    #[test]
    fn the_work_grows_with_the_text_and_not_with_its_square() {
        for services in [100, 1_000] {
            let (length, errors, read) = read(services);
            assert_eq!(errors, services / 10);
            assert!(read < 25 * length + FREE_BYTES, "{read} bytes read of {length}");
        }
    }
}
