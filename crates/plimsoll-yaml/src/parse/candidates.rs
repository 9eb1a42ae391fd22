//! Ways to read on after a syntax error: small changes to a few lines, each with its price.

use std::{collections::HashSet, ops::RangeInclusive};

use super::{
    lines::{Content, Line, Lines, content},
    patch::Splice,
    plausibility::Steps,
    shape::LineShape,
    trouble::Trouble,
};

/// The most lines between the last good value and the error that are looked at one by one.
const WINDOW: usize = 4;

/// The most collections around the error whose last entries are looked at.
const AROUND: usize = 4;

/// The most candidates for one error.
const ATTEMPTS: usize = 40;

/// The most columns that are tried for one line.
const COLUMNS: usize = 6;

/// The price of a change that leaves all words where they are: a bracket closed, a colon added.
const SMALL: usize = 2;

/// The price of taking away a dash.
const DASH: usize = 2;

/// The price of leaving out a value.
const VALUE: usize = 7;

/// The price of leaving out a lone word, or something that can never be read.
const WORD: usize = 3;

/// The price of leaving out an item.
const ITEM: usize = 8;

/// The price of leaving out a key alone.
const KEY: usize = 6;

/// The price of leaving out a key with its value.
const ENTRY: usize = 11;

/// What a change costs more when it is made to a line that the error does not point at.
const ELSEWHERE: usize = 1;

/// What moving a line costs less when it comes to stand between lines of its column.
const OUTLIER: usize = 2;

/// What leaving out lines costs more when the key above them comes by items that follow.
const ADOPTED: usize = 12;

/// One way to read on.
#[derive(Debug)]
pub(super) struct Candidate {
    /// What is wrong if this is the right way.
    pub(super) cause: Cause,
    /// The line that is at fault.
    pub(super) line: usize,
    /// What to change, by line, in ascending order; one splice a line.
    pub(super) splices: Vec<(usize, Splice)>,
    /// How unlikely it is, whatever comes of it.
    pub(super) price: usize,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A quote or bracket is not closed.
    Unclosed(char),
    /// The indentation fits nothing around it.
    Indentation,
    /// The indentation has a tab.
    Tab,
    /// A key has no colon.
    Colon,
    /// A dash stands where no item is expected.
    Dash,
    /// The value cannot be read and is left out.
    Value,
    /// The lines cannot be read and are left out.
    Lines,
}

/// The candidates for an error, the cheapest first; `free` says which lines have not been changed
/// yet.
pub(super) fn candidates(
    text: &str,
    lines: &Lines,
    trouble: &Trouble,
    steps: &Steps,
    free: impl Fn(usize) -> bool,
) -> Vec<Candidate> {
    let failing = match lines.get(trouble.failing) {
        Some(line) if line.holds_content() => trouble.failing,
        _ => lines.content_before(trouble.failing).unwrap_or(trouble.failing),
    };
    let leaf = trouble.leaf.min(failing);
    let mut list = List { text, lines, steps, free, failing, candidates: Vec::new() };

    let mut suspects = list.between(leaf, failing);
    let brackets = trouble.brackets.iter().map(|(line, _)| *line);
    let mut around: Vec<usize> = trouble.entries.iter().rev().copied().take(AROUND).collect();
    around.extend(brackets);
    // The scanner notices a tab before it has passed the line in front of it.
    let tabbed = |line: &usize| {
        lines.get(*line).is_some_and(|it| it.holds_content() && it.indentation(text).contains('\t'))
    };
    let after = lines.content_after(failing);
    suspects.extend(after.filter(tabbed));
    around.extend(after.filter(|after| !suspects.contains(after)));
    around.retain(|line| !suspects.contains(line));
    around.sort_unstable();
    around.dedup();
    let tabbed: Vec<usize> = suspects.iter().copied().filter(tabbed).collect();
    for line in &tabbed {
        list.tabs(*line);
    }
    for suspect in suspects.iter().chain(&around) {
        list.close(*suspect);
        list.dash(*suspect);
        for column in list.columns(*suspect) {
            list.reindent(*suspect, column);
        }
    }
    for (line, bracket) in &trouble.brackets {
        list.close_block(*line, trouble, *bracket);
        list.value(*line);
    }
    for suspect in &suspects {
        list.stand_in(*suspect);
        list.colon(*suspect);
        list.value(*suspect);
        list.blank(*suspect..=*suspect);
    }
    list.shift(failing);
    for suspect in &suspects {
        list.blank_with_children(*suspect);
        list.blank_with_key(*suspect);
    }
    if leaf < failing {
        list.blank(leaf + 1..=failing);
        list.blank(leaf..=failing);
    }
    list.candidates.sort_by_key(|candidate| candidate.price);
    let mut seen = HashSet::new();
    list.candidates.retain(|candidate| seen.insert(candidate.splices.clone()));
    list.candidates.truncate(ATTEMPTS);
    list.candidates
}

struct List<'text, F> {
    text: &'text str,
    lines: &'text Lines,
    steps: &'text Steps,
    free: F,
    /// The line that the error points at.
    failing: usize,
    candidates: Vec<Candidate>,
}

impl<F: Fn(usize) -> bool> List<'_, F> {
    /// The lines with content from `leaf` to `failing`, the first and the last few of them.
    fn between(&self, leaf: usize, failing: usize) -> Vec<usize> {
        let mut found = vec![leaf];
        let mut next = leaf;
        while let Some(line) = self.lines.content_after(next).filter(|line| *line < failing) {
            next = line;
            found.push(line);
            if found.len() > WINDOW {
                break;
            }
        }
        found.extend(self.lines.content_before(failing).filter(|before| *before >= leaf));
        found.push(failing);
        found.dedup();
        found
    }

    fn line(&self, position: usize) -> Option<(Line, &str)> {
        let line = *self.lines.get(position)?;
        (line.holds_content() && (self.free)(position)).then(|| (line, line.body(self.text)))
    }

    fn one(&mut self, cause: Cause, position: usize, from: usize, to: usize, inserted: String) {
        let splice = Splice { removed: from..to, inserted };
        let price = match cause {
            Cause::Value if self.is_garbled(position) => WORD,
            Cause::Value | Cause::Lines => VALUE,
            Cause::Dash => DASH,
            Cause::Unclosed(_) | Cause::Indentation | Cause::Tab | Cause::Colon => SMALL,
        };
        self.candidates.push(Candidate {
            cause,
            line: position,
            splices: vec![(position, splice)],
            price: price + self.distance(position),
        });
    }

    fn distance(&self, position: usize) -> usize {
        if position == self.failing { 0 } else { ELSEWHERE }
    }

    /// Whether the line can never be read as it stands, whatever is around it.
    fn is_garbled(&self, position: usize) -> bool {
        let Some(line) = self.lines.get(position) else { return false };
        let body = line.body(self.text);
        let item = body.trim_start_matches(['-', ' ', '\t']);
        let value = LineShape::new(body).value.and_then(|value| body.get(value..));
        starts_badly(item) || value.is_some_and(starts_badly)
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
    fn close_block(&mut self, position: usize, trouble: &Trouble, bracket: char) {
        let Some(opening) = self.lines.get(position) else { return };
        let end = self.lines.end_of(position, opening.level());
        let Some(last) = self.lines.content_before(end).filter(|last| *last > position) else {
            return;
        };
        let Some((line, body)) = self.line(last) else { return };
        let shape = LineShape::new(body);
        let closers = trouble.brackets.iter().rev().map(|(_, bracket)| match bracket {
            '[' => ']',
            _ => '}',
        });
        let at = line.start + line.indent + shape.end;
        self.one(Cause::Unclosed(bracket), last, at, at, closers.collect());
    }

    /// Columns of the entries around a line, the likeliest first.
    fn columns(&self, position: usize) -> Vec<usize> {
        let Some(line) = self.lines.get(position) else { return Vec::new() };
        let mut found: Vec<usize> = Vec::new();
        let mut add = |line: &Line| {
            found.push(line.column);
            if line.content == Content::Item {
                let body = line.body(self.text);
                let inner = body.len() - body[1..].trim_start_matches([' ', '\t']).len();
                found.push(line.column + inner);
            }
        };
        let before = self.lines.content_before(position);
        let after = self.lines.content_after(position);
        for neighbour in [after, before].into_iter().flatten() {
            self.lines.get(neighbour).map(&mut add);
        }
        let mut above = before;
        for _ in 0..8 {
            above = above.and_then(|above| self.lines.ancestor(above));
            above.and_then(|above| self.lines.get(above)).map(&mut add);
        }
        self.lines.get(self.failing).map(&mut add);
        if let Some(opening) = before.and_then(|before| self.lines.get(before)) {
            found.push(opening.column + self.steps.mapping(opening.column));
        }
        let tabs = line.indentation(self.text).contains('\t');
        let mut unique: Vec<usize> = Vec::new();
        for column in found {
            if (column != line.column || tabs) && !unique.contains(&column) {
                unique.push(column);
            }
        }
        if !tabs {
            // A slip of one column is likelier than one of two, and a line belongs rather to what
            // is above it than to what follows less deep.
            unique.sort_by_key(|column| (column.abs_diff(line.column), usize::MAX - column));
        }
        unique.truncate(COLUMNS);
        unique
    }

    fn reindent(&mut self, position: usize, column: usize) {
        let Some((line, _)) = self.line(position) else { return };
        let indentation = line.indentation(self.text);
        let cause = if indentation.contains('\t') { Cause::Tab } else { Cause::Indentation };
        if indentation.len() == column && cause == Cause::Indentation {
            return;
        }
        let (from, to) = (line.start + line.mark, line.start + line.indent);
        self.one(cause, position, from, to, " ".repeat(column));
        let neighbours = [self.lines.content_before(position), self.lines.content_after(position)];
        let fits = |neighbour: Option<usize>| {
            neighbour.and_then(|it| self.lines.get(it)).is_some_and(|it| it.column == column)
        };
        let is_between = !self.is_opening(position) && neighbours.into_iter().all(fits);
        if let Some(last) = self.candidates.last_mut() {
            if cause == Cause::Indentation {
                last.price += column.abs_diff(line.column).min(4) / 2;
            }
            if is_between {
                last.price = last.price.saturating_sub(OUTLIER);
            }
        }
    }

    /// Moves a line with all that is nested in it.
    fn shift(&mut self, position: usize) {
        let Some((line, _)) = self.line(position) else { return };
        let end = self.lines.end_of(position, line.level());
        for column in self.columns(position) {
            let splices: Vec<(usize, Splice)> = (position..end)
                .filter_map(|position| {
                    let (moved, _) = self.line(position)?;
                    let to = (moved.column + column).saturating_sub(line.column);
                    let removed = moved.start + moved.mark..moved.start + moved.indent;
                    Some((position, Splice { removed, inserted: " ".repeat(to) }))
                })
                .collect();
            if splices.len() > 1 {
                let price = SMALL + 2 * ELSEWHERE;
                let cause = Cause::Indentation;
                self.candidates.push(Candidate { cause, line: position, splices, price });
            }
        }
    }

    /// Takes the tabs of a line, and of the lines around it that have tabs too, for blanks.
    fn tabs(&mut self, position: usize) {
        let has_tab = |line: &Line| line.indentation(self.text).contains('\t');
        let has_tab = |position: &usize| {
            let Some(line) = self.lines.get(*position) else { return false };
            line.content == Content::Nothing || has_tab(line)
        };
        let first = (0..position).rev().take_while(has_tab).last().unwrap_or(position);
        let last = (position..self.lines.len()).take_while(has_tab).last().unwrap_or(position);
        let widths = [self.steps.mapping(0), 2, 4, 8];
        for (tried, width) in widths.iter().enumerate() {
            if widths[..tried].contains(width) {
                continue;
            }
            let splices: Vec<(usize, Splice)> = (first..=last)
                .filter_map(|position| {
                    let (line, _) = self.line(position)?;
                    let blanks = line.indentation(self.text).chars();
                    let column = blanks.map(|blank| if blank == '\t' { *width } else { 1 }).sum();
                    let removed = line.start + line.mark..line.start + line.indent;
                    Some((position, Splice { removed, inserted: " ".repeat(column) }))
                })
                .collect();
            if !splices.is_empty() {
                let price = SMALL;
                let cause = Cause::Tab;
                self.candidates.push(Candidate { cause, line: position, splices, price });
            }
        }
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
        let inner = dash + body.len() - rest.len();
        if content(rest, false) == Content::Other && LineShape::new(rest).value.is_some() {
            self.one(Cause::Dash, position, dash, inner, String::new());
            self.one(Cause::Dash, position, dash, dash + 1, " ".to_owned());
        }
    }

    /// Leaves out the value of a line.
    fn value(&mut self, position: usize) {
        let Some((line, body)) = self.line(position) else { return };
        let dash = (line.content == Content::Item).then_some(1);
        let Some(value) = LineShape::new(body).value.or(dash) else { return };
        if body[value..].trim().is_empty() {
            return;
        }
        let from = line.start + line.indent + value;
        // What can never be read still stands for a value.
        let stand_in = if self.is_garbled(position) { " ~" } else { "" };
        self.one(Cause::Value, position, from, line.end, stand_in.to_owned());
    }

    /// Takes a line that can never be read for a value, so that the key above keeps its place.
    fn stand_in(&mut self, position: usize) {
        let Some((line, body)) = self.line(position) else { return };
        if line.content == Content::Other && starts_badly(body) {
            self.one(Cause::Value, position, line.start + line.indent, line.end, "~".to_owned());
        }
    }

    fn blank_with_children(&mut self, position: usize) {
        let Some(line) = self.lines.get(position) else { return };
        // Items at the column of a key may belong to it or stand where it should not be.
        let levels = [line.level(), 2 * line.column + 1];
        let ends = levels.map(|level| self.lines.end_of(position, level));
        let mut lasts = ends.map(|end| self.lines.content_before(end).unwrap_or(position)).to_vec();
        lasts.dedup();
        for last in lasts.into_iter().filter(|last| *last > position) {
            self.blank(position..=last);
        }
    }

    /// Leaves out a line that can never be read with the key that it is the value of.
    fn blank_with_key(&mut self, position: usize) {
        let key = self.lines.content_before(position).filter(|key| self.is_opening(*key));
        let (Some(key), true) = (key, self.is_garbled(position)) else { return };
        let column = |position: usize| self.lines.get(position).map(|line| line.column);
        if column(key) < column(position) {
            self.blank(key..=position);
        }
    }

    /// Whether a line is a key with its value below it.
    fn is_opening(&self, position: usize) -> bool {
        let Some(line) = self.lines.get(position) else { return false };
        let body = line.body(self.text);
        let value = LineShape::new(body).value.and_then(|value| body.get(value..));
        value.is_some_and(|value| value.trim().is_empty())
    }

    /// Whether the key above some lines would come by items at its column without them.
    fn is_adopting(&self, first: usize, last: usize) -> bool {
        let line = |position: Option<usize>| position.and_then(|it| self.lines.get(it));
        let key = self.lines.content_before(first).filter(|key| self.is_opening(*key));
        let (Some(key), Some(next)) = (line(key), line(self.lines.content_after(last))) else {
            return false;
        };
        let is_value = self.lines.get(first).is_some_and(|it| it.column > key.column);
        is_value && next.content == Content::Item && next.column == key.column
    }

    /// Leaves out lines.
    fn blank(&mut self, positions: RangeInclusive<usize>) {
        let (line, last) = (*positions.start(), *positions.end());
        let mut price = if self.is_adopting(line, last) { ADOPTED } else { 0 };
        let splices: Vec<(usize, Splice)> = positions
            .filter_map(|position| {
                let line = self.lines.get(position).filter(|line| line.holds_content())?;
                price += self.worth(position, line);
                let splice = Splice { removed: line.start..line.end, inserted: String::new() };
                Some((position, splice))
            })
            .collect();
        if !splices.is_empty() {
            price += self.distance(line);
            self.candidates.push(Candidate { cause: Cause::Lines, line, splices, price });
        }
    }

    /// What is lost with a line.
    fn worth(&self, position: usize, line: &Line) -> usize {
        match line.content {
            Content::Item if self.is_garbled(position) => WORD,
            Content::Other if starts_badly(line.body(self.text)) => WORD,
            Content::Item => ITEM,
            Content::Other if self.is_opening(position) => KEY,
            Content::Other if LineShape::new(line.body(self.text)).value.is_some() => ENTRY,
            Content::Other => WORD,
            Content::Nothing | Content::Marker => 0,
        }
    }
}

/// Whether no value can begin like this.
fn starts_badly(text: &str) -> bool {
    text.trim_start().starts_with(['@', '`', '%', ']', '}'])
}
