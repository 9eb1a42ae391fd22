//! Ways to read on after a syntax error: small changes to one line, best guess first.

use std::ops::RangeInclusive;

use super::{
    build::Stop,
    lines::{Content, Line, Lines},
    patch::Splice,
    shape::LineShape,
};

/// The most lines between the last good value and the error that are looked at one by one.
const WINDOW: usize = 4;

/// One way to read on.
#[derive(Debug)]
pub(super) struct Candidate {
    /// What is wrong if this is the right way.
    pub(super) cause: Cause,
    /// The line that is at fault.
    pub(super) line: usize,
    /// What to change, by line, in ascending order; one splice a line.
    pub(super) splices: Vec<(usize, Splice)>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A quote or bracket is not closed.
    Unclosed(char),
    /// The indentation fits nothing around it.
    Indentation,
    /// A key has no colon.
    Colon,
    /// A dash stands where no item is expected.
    Dash,
    /// The value cannot be read and is left out.
    Value,
    /// The lines cannot be read and are left out.
    Lines,
}

/// The candidates for a failure on `line` with the last good value on `leaf`; `free` says which
/// lines have not been changed yet.
pub(super) fn candidates(
    text: &str,
    lines: &Lines,
    stop: &Stop,
    free: impl Fn(usize) -> bool,
) -> Vec<Candidate> {
    let mut list = List { text, lines, free, candidates: Vec::new() };
    let failing = lines.at(stop.failure.at);
    let failing = match lines.get(failing) {
        Some(line) if line.holds_content() => failing,
        _ => lines.content_before(failing).unwrap_or(failing),
    };
    let leaf = lines.at(stop.leaf).min(failing);
    let before = lines.content_before(failing).filter(|before| *before >= leaf);
    let mut suspects = vec![leaf];
    let mut next = leaf;
    while let Some(line) = lines.content_after(next).filter(|line| *line < failing) {
        next = line;
        suspects.push(line);
        if suspects.len() > WINDOW {
            break;
        }
    }
    suspects.extend(before);
    suspects.push(failing);
    suspects.dedup();

    for suspect in &suspects {
        list.close(*suspect);
    }
    for (offset, bracket) in &stop.brackets {
        list.close_block(lines.at(*offset), stop, *bracket);
    }
    for suspect in suspects.iter().filter(|suspect| **suspect != failing) {
        if let Some(line) = lines.get(failing) {
            list.reindent(*suspect, line.indent);
        }
    }
    for column in columns(text, lines, failing) {
        list.reindent(failing, column);
    }
    for suspect in &suspects {
        list.colon(*suspect);
    }
    list.dash(failing);
    for suspect in suspects.iter().rev() {
        list.value(*suspect);
    }
    for suspect in suspects.iter().rev() {
        list.blank(*suspect..=*suspect);
    }
    for suspect in suspects.iter().rev() {
        list.blank_with_children(*suspect);
    }
    if leaf < failing {
        list.blank(leaf + 1..=failing);
        list.blank(leaf..=failing);
    }
    list.candidates
}

/// Columns of the entries around a line, the likeliest first.
fn columns(text: &str, lines: &Lines, position: usize) -> Vec<usize> {
    let Some(line) = lines.get(position) else { return Vec::new() };
    let mut found: Vec<usize> = Vec::new();
    let mut add = |line: &Line| {
        found.push(line.indent);
        if line.content == Content::Item {
            let body = line.body(text);
            let inner = body.len() - body[1..].trim_start_matches([' ', '\t']).len();
            found.push(line.indent + inner);
        }
    };
    let before = lines.content_before(position);
    let after = lines.content_after(position);
    let neighbours = [after, before];
    for neighbour in neighbours.into_iter().flatten() {
        lines.get(neighbour).map(&mut add);
    }
    let mut above = before;
    for _ in 0..8 {
        above = above.and_then(|above| lines.ancestor(above));
        above.and_then(|above| lines.get(above)).map(&mut add);
    }
    let indent_text = text.get(line.start..line.start + line.indent).unwrap_or_default();
    let tabs = indent_text.contains('\t');
    let mut unique: Vec<usize> = Vec::new();
    for column in found {
        if (column != line.indent || tabs) && !unique.contains(&column) {
            unique.push(column);
        }
    }
    if !tabs {
        // A slip of one column is likelier than one of two, and a line belongs rather to what is
        // above it than to what follows less deep.
        unique.sort_by_key(|column| (column.abs_diff(line.indent), usize::MAX - column));
    }
    unique.truncate(4);
    unique
}

struct List<'text, F> {
    text: &'text str,
    lines: &'text Lines,
    free: F,
    candidates: Vec<Candidate>,
}

impl<F: Fn(usize) -> bool> List<'_, F> {
    fn line(&self, position: usize) -> Option<(Line, &str)> {
        let line = *self.lines.get(position)?;
        (line.holds_content() && (self.free)(position)).then(|| (line, line.body(self.text)))
    }

    fn one(&mut self, cause: Cause, position: usize, from: usize, to: usize, inserted: String) {
        let splice = Splice { removed: from..to, inserted };
        self.candidates.push(Candidate {
            cause,
            line: position,
            splices: vec![(position, splice)],
        });
    }

    /// Closes the quotes and brackets of a line at its end.
    fn close(&mut self, position: usize) {
        let Some((line, body)) = self.line(position) else { return };
        let shape = LineShape::new(body);
        let Some(open) = shape.quote.or_else(|| shape.brackets.first().copied()) else { return };
        let at = line.start + line.indent + shape.end;
        self.one(Cause::Unclosed(open), position, at, at, shape.closers());
    }

    /// Closes brackets that were opened on `position` where the lines nested below it end.
    fn close_block(&mut self, position: usize, stop: &Stop, bracket: char) {
        let Some(opening) = self.lines.get(position) else { return };
        let end = self.lines.end_of(position, opening.level());
        let Some(last) = self.lines.content_before(end).filter(|last| *last > position) else {
            return;
        };
        let Some((line, body)) = self.line(last) else { return };
        let shape = LineShape::new(body);
        let closers = stop.brackets.iter().rev().map(|(_, bracket)| match bracket {
            '[' => ']',
            _ => '}',
        });
        let at = line.start + line.indent + shape.end;
        self.one(Cause::Unclosed(bracket), last, at, at, closers.collect());
    }

    fn reindent(&mut self, position: usize, column: usize) {
        let Some((line, _)) = self.line(position) else { return };
        let indent = self.text.get(line.start..line.start + line.indent).unwrap_or_default();
        if indent.len() == column && !indent.contains('\t') {
            return;
        }
        let (from, to) = (line.start, line.start + line.indent);
        self.one(Cause::Indentation, position, from, to, " ".repeat(column));
    }

    /// Takes a lone word for a key.
    fn colon(&mut self, position: usize) {
        let Some((line, body)) = self.line(position) else { return };
        let shape = LineShape::new(body);
        let nests = self.lines.content_after(position).and_then(|next| self.lines.get(next));
        let nests = nests.is_some_and(|next| next.level() > line.level());
        if !nests || shape.value.is_some() || shape.quote.is_some() || !shape.brackets.is_empty() {
            return;
        }
        let at = line.start + line.indent + shape.end;
        self.one(Cause::Colon, position, at, at, ":".to_owned());
    }

    /// Takes an item for an entry.
    fn dash(&mut self, position: usize) {
        let Some((line, body)) = self.line(position) else { return };
        if line.content != Content::Item {
            return;
        }
        let rest = body[1..].trim_start_matches([' ', '\t']);
        if rest.is_empty() {
            return;
        }
        let dash = line.start + line.indent;
        self.one(Cause::Dash, position, dash, dash + body.len() - rest.len(), String::new());
        self.one(Cause::Dash, position, dash, dash + 1, " ".to_owned());
    }

    /// Leaves out the value of a line.
    fn value(&mut self, position: usize) {
        let Some((line, body)) = self.line(position) else { return };
        let Some(value) = LineShape::new(body).value else { return };
        if body[value..].trim().is_empty() {
            return;
        }
        let from = line.start + line.indent + value;
        self.one(Cause::Value, position, from, line.end, String::new());
    }

    fn blank_with_children(&mut self, position: usize) {
        let Some(line) = self.lines.get(position) else { return };
        let end = self.lines.end_of(position, line.level());
        let last = self.lines.content_before(end).unwrap_or(position);
        if last > position {
            self.blank(position..=last);
        }
    }

    /// Leaves out lines.
    fn blank(&mut self, positions: RangeInclusive<usize>) {
        let line = *positions.start();
        let splices: Vec<(usize, Splice)> = positions
            .filter_map(|position| {
                let line = self.lines.get(position)?;
                let splice = Splice { removed: line.start..line.end, inserted: String::new() };
                line.holds_content().then_some((position, splice))
            })
            .collect();
        if !splices.is_empty() {
            self.candidates.push(Candidate { cause: Cause::Lines, line, splices });
        }
    }
}
