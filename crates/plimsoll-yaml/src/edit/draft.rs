//! The edits of one call while they are collected, and how they become one set.

use std::{cmp::Reverse, ops::Range};

use plimsoll_diagnostics::{Edit, EditSet, TextRange};

use super::{Context, place::Chomping, recovery, refusal::Refusal};
use crate::tree::{NodeId, Stored};

/// Edits with the indices of the changes that they come from.
#[derive(Default)]
pub(super) struct Draft {
    replacements: Vec<(Range<usize>, String, usize)>,
    deleted_lines: Vec<(Range<usize>, usize)>,
    insertions: Vec<Insertion>,
}

struct Insertion {
    at: usize,
    order: Order,
    text: String,
    change: usize,
}

/// What comes first of several insertions at one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    /// A value that was left out.
    Value,
    /// What follows that value between its brackets.
    FlowAddition,
    /// Lines that follow a line, the more indented first: they belong to what ends there. Items go
    /// before keys of the same column.
    LinesAfter(Reverse<(usize, bool)>),
    /// Lines that precede a line.
    LinesBefore,
}

impl Order {
    /// The order of lines for entries or items at `column`.
    pub(super) fn lines_after(column: usize, are_items: bool) -> Self {
        Self::LinesAfter(Reverse((column, are_items)))
    }
}

impl Draft {
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>, change: usize) {
        self.replacements.push((range, text.into(), change));
    }

    /// Deletes whole lines with their line breaks.
    pub(super) fn delete_lines(&mut self, lines: Range<usize>, change: usize) {
        self.deleted_lines.push((lines, change));
    }

    pub(super) fn insert(&mut self, at: usize, order: Order, text: String, change: usize) {
        self.insertions.push(Insertion { at, order, text, change });
    }

    /// All edits as one set.
    pub(super) fn finish(mut self, context: &Context<'_>) -> Result<EditSet, Refusal> {
        self.join_deleted_lines(context)?;
        self.insertions.sort_by_key(|it| (it.at, it.order));
        let mut edits: Vec<(Edit, usize)> = Vec::new();
        for (range, text, change) in self.replacements {
            edits
                .push((Edit::replace(TextRange::from_usize(range.start, range.end), text), change));
        }
        let replacements = edits.len();
        for Insertion { at, text, change, .. } in self.insertions {
            let range = TextRange::from_usize(at, at);
            match edits.get_mut(replacements..).and_then(<[_]>::last_mut) {
                Some((last, _)) if last.range == range => last.text.push_str(&text),
                _ => edits.push((Edit::replace(range, text), change)),
            }
        }
        edits.sort_by_key(|(edit, _)| edit.range);
        let mut set = EditSet::new();
        for (edit, change) in &edits {
            refuse_lost(context, edit)?;
            refuse_before_tab(context, edit)?;
            if let Err(conflict) = set.add(edit.clone()) {
                let other = edits.iter().find(|(it, _)| *it == conflict.kept);
                let other = other.map_or(*change, |(_, other)| *other);
                let (first, second) = (other.min(*change), other.max(*change));
                return Err(Refusal::Conflict { first, second });
            }
        }
        Ok(set)
    }

    /// Turns deleted lines into replacements: adjoining ones into one, and one at the end of a
    /// text without a final line break into one that takes the break before it instead.
    fn join_deleted_lines(&mut self, context: &Context<'_>) -> Result<(), Refusal> {
        self.deleted_lines.sort_by_key(|(range, _)| range.start);
        let mut joined: Vec<(Range<usize>, usize)> = Vec::new();
        for (range, change) in self.deleted_lines.drain(..) {
            match joined.last_mut() {
                Some((last, _)) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push((range, change)),
            }
        }
        let lines = context.lines;
        for (mut range, change) in joined {
            take_second_gap(context, &mut range);
            refuse_to_feed_block_scalar(context, &range)?;
            if range.end == context.text().len() && lines.lacks_final_break() {
                // Blank lines go too: the text would end in one of their line breaks.
                while let Some(end) = lines.previous_end(range.start) {
                    range.start = end;
                    if !lines.is_blank(lines.start(end)) {
                        break;
                    }
                    range.start = lines.start(end);
                }
            }
            self.replacements.push((range, String::new(), change));
        }
        Ok(())
    }
}

/// Widens deleted lines by the blank ones behind them where a document begins with them or blank
/// ones stand before them too, so that one gap is left and not two.
fn take_second_gap(context: &Context<'_>, deleted: &mut Range<usize>) {
    let lines = context.lines;
    let is_apart = lines.previous_end(deleted.start).is_none_or(|end| {
        let above = lines.start(end);
        lines.is_blank(above) || lines.rest(above).starts_with("---")
    });
    let mut line = deleted.end;
    while line < context.text().len() && lines.is_blank(line) {
        line = lines.next(line);
    }
    if is_apart && line < context.text().len() {
        deleted.end = line;
    }
}

/// The last node that begins before `offset`.
fn node_before(context: &Context<'_>, offset: usize) -> Option<NodeId> {
    let starts = |node: &Stored| context.tree.full_range_of(node).start() as usize;
    let after = context.tree.nodes.partition_point(|node| starts(node) < offset);
    Some(NodeId::at(after.checked_sub(1)?))
}

/// Refuses to write in front of a line that a tab indents: behind a plain scalar it breaks the
/// text, where behind other values it may be blank space.
fn refuse_before_tab(context: &Context<'_>, edit: &Edit) -> Result<(), Refusal> {
    let (lines, end) = (context.lines, edit.range.end() as usize);
    let below = lines.next(end);
    let space = context.text().get(below..lines.skip_space(end).max(below)).unwrap_or_default();
    match node_before(context, end.saturating_add(1)) {
        Some(at) if space.contains('\t') && !edit.text.is_empty() => {
            Err(context.ambiguous(at, "a tab indents the line below"))
        }
        _ => Ok(()),
    }
}

/// Refuses to delete lines behind a block scalar where what follows them would become part of it.
fn refuse_to_feed_block_scalar(
    context: &Context<'_>,
    deleted: &Range<usize>,
) -> Result<(), Refusal> {
    let (tree, lines) = (context.tree, context.lines);
    let Some(id) = node_before(context, deleted.start) else { return Ok(()) };
    let node = tree.node(id);
    let Some(chomping) = context.block_scalar(id) else { return Ok(()) };
    if lines.trim_before(deleted.start) > node.range.end() as usize {
        return Ok(());
    }
    let refusal = Refusal::Multiline { at: id };
    let mut line = deleted.end;
    while line < context.text().len() && lines.is_blank(line) {
        if chomping == Chomping::Keep {
            return Err(refusal);
        }
        line = lines.next(line);
    }
    let at_end = line >= context.text().len();
    let comment = lines.skip_blanks(line);
    let feeds = if at_end {
        lines.lacks_final_break() && chomping != Chomping::Strip
    } else {
        comment > line && lines.is(comment, b'#')
    };
    if feeds { Err(refusal) } else { Ok(()) }
}

/// Refuses an edit on or beside a line with text that is not in the tree.
fn refuse_lost(context: &Context<'_>, edit: &Edit) -> Result<(), Refusal> {
    if context.tree.lost.is_empty() {
        return Ok(());
    }
    let lines = context.lines;
    let start = lines.start(edit.range.start() as usize);
    let end = lines.next(edit.range.end() as usize);
    let touched = TextRange::from_usize(start, end);
    recovery::refuse_beside(context.tree, touched)
}
