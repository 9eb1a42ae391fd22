//! Entries and items of collections that are written by indentation.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Context, Position,
    draft::{Draft, Order},
    place::{Chomping, Part},
    plan::{Addition, Work},
    refusal::Refusal,
    render::{self, BlockStyle},
};
use crate::tree::{Kind, NodeId, Placement};

/// The widest distance between a dash and its item that is taken for a habit, in columns.
const WIDEST_GAP: usize = 8;

/// Where additions go among the parts that stay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Before(usize),
    After(usize),
}

/// The whole of one collection while it is edited.
struct Block<'work, 'tree> {
    context: &'work Context<'tree>,
    id: NodeId,
    column: usize,
    parts: Vec<Part>,
    kept: Vec<usize>,
    work: &'work Work,
    style: BlockStyle,
}

/// Makes `work` on the block collection `id`.
pub(super) fn edit(
    context: &Context<'_>,
    id: NodeId,
    work: &Work,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let column = context.block_column(id)?;
    let count = match &context.tree.node(id).kind {
        Kind::Mapping(mapping) => mapping.entries.len(),
        Kind::Sequence(sequence) => sequence.items.len(),
        Kind::Scalar(_) | Kind::Alias(_) => 0,
    };
    let parts: Vec<Part> =
        (0..count).map(|index| context.part(id, index)).collect::<Result<_, _>>()?;
    for (index, part) in parts.iter().enumerate() {
        let lines = context.lines;
        if lines.column(part.start) != column || (index > 0 && !lines.is_first_on_line(part.start))
        {
            return Err(context.ambiguous(id, "its entries do not begin below each other"));
        }
        if !lines.is_last_on_line(part.end) {
            return Err(context.ambiguous(id, "something else follows one of its entries"));
        }
    }
    let kept = (0..count).filter(|index| !work.removed.contains_key(index)).collect();
    let style = context.habits.block(Some(id));
    let block = Block { context, id, column, parts, kept, work, style };
    if block.kept.is_empty() {
        return block.replace_all(draft);
    }
    block.remove(draft);
    block.add(draft)
}

/// The text between two brackets that hold nothing.
pub(super) fn empty(kind: &Kind) -> &'static str {
    if matches!(kind, Kind::Sequence(_)) { "[]" } else { "{}" }
}

impl Block<'_, '_> {
    /// The lines of a part, with the line break behind the last.
    fn whole_lines(&self, part: &Part) -> Range<usize> {
        let lines = self.context.lines;
        lines.start(part.start)..lines.next(part.end)
    }

    /// Removes some of the parts.
    fn remove(&self, draft: &mut Draft) {
        let lines = self.context.lines;
        let mut lone_lines = 0;
        if let (Some(first), Some(kept)) = (self.parts.first(), self.kept.first())
            && let Some(last) = kept.checked_sub(1).and_then(|last| self.parts.get(last))
            && !lines.is_first_on_line(first.start)
        {
            // The dash in front of the first part stays, and what comes next moves up to it.
            lone_lines = *kept;
            let next = lines.skip_space(lines.end(last.end));
            let change = self.work.removed.values().next().copied().unwrap_or_default();
            draft.replace(first.start..next, "", change);
        }
        for (index, change) in self.work.removed.range(lone_lines..) {
            if let Some(part) = self.parts.get(*index) {
                draft.delete_lines(self.whole_lines(part), *change);
            }
        }
    }

    /// Removes all parts: what is added takes their place, else the collection becomes empty.
    fn replace_all(&self, draft: &mut Draft) -> Result<(), Refusal> {
        let lines = self.context.lines;
        let Some(first) = self.parts.first() else { return Ok(()) };
        let change = self.work.removed.values().next().copied().unwrap_or_default();
        let mut from = 1;
        if self.work.added.is_empty() {
            let empty = empty(&self.context.tree.node(self.id).kind);
            let head = self.context.head(self.id)?;
            match head.filter(|_| lines.is_first_on_line(first.start)) {
                Some(head) => {
                    from = 0;
                    draft.insert(head, Order::Value, format!(" {empty}"), change);
                }
                None => draft.replace(first.start..lines.end(first.end), empty, change),
            }
        } else {
            let additions: Vec<_> = self.work.added.iter().collect();
            let text = self.render(&additions).join(lines.break_near(first.start));
            let text = text.trim_start_matches(' ');
            draft.replace(first.start..lines.end(first.end), text, change);
        }
        for (index, change) in self.work.removed.range(from..) {
            if let Some(part) = self.parts.get(*index) {
                draft.delete_lines(self.whole_lines(part), *change);
            }
        }
        Ok(())
    }

    fn add(&self, draft: &mut Draft) -> Result<(), Refusal> {
        let mut slots = BTreeMap::<Slot, Vec<&Addition>>::new();
        for addition in &self.work.added {
            slots.entry(self.slot(&addition.position)).or_default().push(addition);
        }
        for (slot, additions) in slots {
            let change = additions.first().map_or(0, |it| it.change);
            let rendered = self.render(&additions);
            match slot {
                Slot::Before(index) => self.add_before(index, &rendered, change, draft),
                Slot::After(index) => self.add_after(index, &rendered, change, draft)?,
            }
        }
        Ok(())
    }

    fn slot(&self, position: &Position) -> Slot {
        let first = self.kept.first().copied().unwrap_or_default();
        let last = self.kept.last().copied().unwrap_or_default();
        let index_of = |name: &str| match &self.context.tree.node(self.id).kind {
            Kind::Mapping(mapping) => {
                mapping.entries.iter().position(|entry| self.context.tree.key_text(entry) == name)
            }
            _ => None,
        };
        match position {
            Position::First => Slot::Before(first),
            Position::Last => Slot::After(last),
            Position::After(name) => match index_of(name) {
                Some(index) => self
                    .kept
                    .iter()
                    .rev()
                    .find(|kept| **kept <= index)
                    .map_or(Slot::Before(first), |kept| Slot::After(*kept)),
                None => Slot::After(last),
            },
            Position::Before(name) => match index_of(name) {
                Some(index) => self
                    .kept
                    .iter()
                    .find(|kept| **kept >= index)
                    .map_or(Slot::After(last), |kept| Slot::Before(*kept)),
                None => Slot::After(last),
            },
        }
    }

    /// The lines of what is added, with their indentation.
    fn render(&self, additions: &[&Addition]) -> Vec<String> {
        let mut lines = Vec::new();
        let gap = self.gap();
        for Addition { key, value, .. } in additions {
            match key {
                Some(key) => render::entry_lines(key, value, self.column, &self.style, &mut lines),
                None => {
                    render::item_lines_after(value, self.column, gap, &self.style, &mut lines);
                }
            }
        }
        lines
    }

    /// The distance from the dashes to the items.
    fn gap(&self) -> usize {
        let Kind::Sequence(sequence) = &self.context.tree.node(self.id).kind else { return 2 };
        let lines = self.context.lines;
        sequence
            .items
            .iter()
            .zip(&self.parts)
            .rev()
            .map(|(item, part)| (part.start, self.context.start(*item)))
            .find(|(dash, item)| lines.start(*dash) == lines.start(*item) && item > dash)
            .map(|(dash, item)| item - dash)
            .filter(|gap| (2..=WIDEST_GAP).contains(gap))
            .unwrap_or(2)
    }

    fn add_before(&self, index: usize, rendered: &[String], change: usize, draft: &mut Draft) {
        let lines = self.context.lines;
        let Some(part) = self.parts.get(index) else { return };
        let line_break = lines.break_near(part.start);
        let text = rendered.join(line_break);
        if !lines.is_first_on_line(part.start) {
            let text = text.trim_start_matches(' ');
            let text = format!("{text}{line_break}{:1$}", "", self.column);
            draft.insert(part.start, Order::LinesBefore, text, change);
            return;
        }
        let heads_document = index == 0 && self.context.tree.node(self.id).parent.is_none();
        let mut at = lines.start(part.start);
        while !heads_document && let Some(comment) = self.comment_above(at) {
            at = comment;
        }
        draft.insert(at, Order::LinesBefore, text + line_break, change);
    }

    /// The start of the line above the one that starts at `line`, where a comment stands there
    /// alone at the column of the collection.
    fn comment_above(&self, line: usize) -> Option<usize> {
        let lines = self.context.lines;
        let above = lines.start(lines.previous_end(line)?);
        let offset = above + self.column;
        let comments = self.context.tree.comments();
        let found = comments
            .binary_search_by_key(&offset, |comment| comment.range.start() as usize)
            .ok()
            .and_then(|found| comments.get(found))?;
        let alone = found.placement == Placement::OwnLine && lines.is_first_on_line(offset);
        alone.then_some(above)
    }

    fn add_after(
        &self,
        index: usize,
        rendered: &[String],
        change: usize,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let lines = self.context.lines;
        let Some(part) = self.parts.get(index) else { return Ok(()) };
        let line_break = lines.break_near(part.end);
        let text = rendered.join(line_break);
        let are_items = matches!(self.context.tree.node(self.id).kind, Kind::Sequence(_));
        let order = Order::lines_after(self.column, are_items);
        let chomping = self.context.block_scalar(part.last);
        let end = lines.end(part.end);
        if chomping == Some(Chomping::Keep) {
            // The blank lines behind the scalar are its content.
            let mut line = lines.next(part.end);
            while line < self.context.text().len() && lines.is_blank(line) {
                line = lines.next(line);
            }
            if line == self.context.text().len() && lines.lacks_final_break() {
                return Err(Refusal::Multiline { at: part.last });
            }
            draft.insert(line, order, text + line_break, change);
            return Ok(());
        }
        if chomping == Some(Chomping::Clip) && end == self.context.text().len() {
            // Its value ends without a line break only as long as the text does.
            return Err(Refusal::Multiline { at: part.last });
        }
        let at = self.after_deeper_comments(end);
        draft.insert(at, order, format!("{line_break}{text}"), change);
        Ok(())
    }

    /// The end of the last comment behind `end` that stands alone on its line and deeper than the
    /// collection, before anything else does; `end` where there is none.
    fn after_deeper_comments(&self, end: usize) -> usize {
        let lines = self.context.lines;
        let mut found = end;
        let mut line = lines.next(end);
        while line < self.context.text().len() {
            let content = lines.skip_blanks(line);
            let comment = lines.is(content, b'#');
            if comment && lines.column(content) > self.column {
                found = lines.end(content);
            } else if !lines.is_blank(line) {
                break;
            }
            line = lines.next(line);
        }
        found
    }
}
