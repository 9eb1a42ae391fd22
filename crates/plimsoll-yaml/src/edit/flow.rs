//! Entries and items of collections that are written between brackets.

use std::collections::BTreeMap;

use super::{
    Context, Position,
    draft::{Draft, Order},
    place::Part,
    plan::{Addition, Work},
    recovery,
    refusal::Refusal,
    render,
};
use crate::tree::{Kind, NodeId};

/// The whole of one collection while it is edited.
struct Flow<'work, 'tree> {
    context: &'work Context<'tree>,
    id: NodeId,
    /// The byte after the opening bracket.
    open: usize,
    /// The closing bracket.
    close: usize,
    parts: Vec<Part>,
    kept: Vec<usize>,
    work: &'work Work,
}

/// Makes `work` on the flow collection `id`.
pub(super) fn edit(
    context: &Context<'_>,
    id: NodeId,
    work: &Work,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let node = context.tree.node(id);
    let range = node.range.to_usize();
    let count = match &node.kind {
        Kind::Mapping(mapping) => mapping.entries.len(),
        Kind::Sequence(sequence) => sequence.items.len(),
        Kind::Scalar(_) | Kind::Alias(_) => return Ok(()),
    };
    if !context.has_brackets(id) {
        return Err(context.ambiguous(id, "it has no brackets of its own"));
    }
    // The commas around lost text are not told apart.
    recovery::refuse_beside(context.tree, node.range)?;
    let text = context.text().get(range.clone()).unwrap_or_default();
    if text.contains('\t') && context.lines.is_broken(range.clone()) {
        return Err(context.ambiguous(id, "tabs may indent its lines"));
    }
    let parts: Vec<Part> =
        (0..count).map(|index| context.part(id, index)).collect::<Result<_, _>>()?;
    let kept = (0..count).filter(|index| !work.removed.contains_key(index)).collect();
    let flow = Flow { context, id, open: range.start + 1, close: range.end - 1, parts, kept, work };
    if flow.kept.is_empty() {
        return flow.replace_all(draft);
    }
    let replaced = flow.remove(draft)?;
    flow.add(replaced, draft)
}

impl Flow<'_, '_> {
    fn render(&self, additions: &[&Addition]) -> Vec<String> {
        let style = self.context.habits.flow(Some(self.id));
        let text = |addition: &&Addition| match &addition.key {
            Some(key) => render::flow_entry(key, &addition.value, &style),
            None => render::flow(&addition.value, &style),
        };
        additions.iter().map(text).collect()
    }

    fn has_comment(&self, from: usize, to: usize) -> bool {
        let comments = self.context.tree.comments();
        let first = comments.partition_point(|it| (it.range.start() as usize) < from);
        comments.get(first).is_some_and(|it| (it.range.start() as usize) < to)
    }

    /// The comma behind a part; refuses one behind a comment.
    fn comma(&self, part: &Part) -> Result<Option<usize>, Refusal> {
        let at = self.context.lines.skip_trivia(part.end);
        if !self.context.lines.is(at, b',') {
            return Ok(None);
        }
        if self.has_comment(part.end, at) {
            return Err(self.context.ambiguous(self.id, "a comment stands before a comma"));
        }
        Ok(Some(at))
    }

    /// Nothing stays: what is added takes the place of all parts.
    fn replace_all(&self, draft: &mut Draft) -> Result<(), Refusal> {
        let lines = self.context.lines;
        let additions: Vec<_> = self.work.added.iter().collect();
        let text = self.render(&additions).join(", ");
        let change =
            self.work.removed.values().copied().chain(additions.iter().map(|it| it.change));
        let change = change.min().unwrap_or_default();
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            if !self.has_comment(self.open, self.close) {
                draft.replace(self.open..self.close, text, change);
                return Ok(());
            }
            if lines.is(self.open, b'#') {
                return Err(self.context.ambiguous(self.id, "a comment follows its bracket"));
            }
            draft.insert(self.open, Order::FlowAddition, text, change);
            return Ok(());
        };
        let (from, to) =
            if additions.is_empty() { (self.open, self.close) } else { (first.start, last.end) };
        if self.has_comment(from, to) {
            return Err(self.context.ambiguous(self.id, "comments stand between what goes"));
        }
        draft.replace(from..to, text, change);
        Ok(())
    }

    /// Removes some of the parts. Where the last goes and something is added at the end, the last
    /// is left to be replaced, and its index returned.
    fn remove(&self, draft: &mut Draft) -> Result<Option<usize>, Refusal> {
        let Some(last_kept) = self.kept.last().copied() else { return Ok(None) };
        let end = self.parts.len().saturating_sub(1);
        let replaced =
            (last_kept < end && self.work.added.iter().any(|it| self.is_last(it))).then_some(end);
        let mut trailing = Vec::new();
        for (index, change) in &self.work.removed {
            let Some(part) = self.parts.get(*index) else { continue };
            if replaced == Some(*index) {
                continue;
            }
            let ends_list = *index > last_kept && replaced.is_none();
            match self.comma(part)? {
                Some(comma) if !ends_list || self.has_trailing_comma()? => {
                    self.remove_with_comma(part, comma, *change, draft)?;
                }
                _ => trailing.push((*part, *change)),
            }
        }
        self.remove_trailing(last_kept, &trailing, draft)?;
        Ok(replaced)
    }

    fn has_trailing_comma(&self) -> Result<bool, Refusal> {
        match self.parts.last() {
            Some(last) => Ok(self.comma(last)?.is_some()),
            None => Ok(false),
        }
    }

    fn has_own_lines(&self, part: &Part, end: usize) -> bool {
        let lines = self.context.lines;
        lines.is_first_on_line(part.start)
            && lines.is_last_on_line(end)
            && lines.start(part.start) >= self.open
    }

    fn remove_with_comma(
        &self,
        part: &Part,
        comma: usize,
        change: usize,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let lines = self.context.lines;
        let after = comma + 1;
        if lines.is_broken(part.end..comma) {
            return Err(self.context.ambiguous(self.id, "a comma stands on another line"));
        }
        if self.has_own_lines(part, after) {
            draft.delete_lines(lines.start(part.start)..lines.next(after), change);
            return Ok(());
        }
        let next = lines.skip_blanks(after);
        let ends = lines.end(after) == next || lines.is(next, b'#') || next == self.close;
        if ends && !lines.is_first_on_line(part.start) {
            let before = self.context.text().get(..part.start).unwrap_or_default();
            let start = before.trim_end_matches([' ', '\t']).len();
            draft.replace(start..after, "", change);
        } else {
            draft.replace(part.start..next, "", change);
        }
        Ok(())
    }

    /// Removes the parts behind the last one that stays, where no comma follows them.
    fn remove_trailing(
        &self,
        last_kept: usize,
        trailing: &[(Part, usize)],
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let lines = self.context.lines;
        let Some(kept) = self.parts.get(last_kept) else { return Ok(()) };
        let (Some((_, change)), Some((last, _))) = (trailing.first(), trailing.last()) else {
            return Ok(());
        };
        let mut own_lines = Vec::new();
        for (part, change) in trailing {
            let end = self.comma(part)?.map_or(part.end, |comma| comma + 1);
            if self.has_own_lines(part, end) {
                own_lines.push((lines.start(part.start)..lines.next(end), *change));
            }
        }
        match self.comma(kept)? {
            Some(comma) if own_lines.len() == trailing.len() => {
                draft.replace(comma..comma + 1, "", *change);
                for (range, change) in own_lines {
                    draft.delete_lines(range, change);
                }
                Ok(())
            }
            _ if self.has_comment(kept.end, last.end) => {
                Err(self.context.ambiguous(self.id, "comments stand between what goes"))
            }
            _ => {
                draft.replace(kept.end..last.end, "", *change);
                Ok(())
            }
        }
    }

    /// The part that an addition goes before; `None` for one that goes to the end.
    fn before(&self, addition: &Addition) -> Option<usize> {
        let index_of = |name: &str| match &self.context.tree.node(self.id).kind {
            Kind::Mapping(mapping) => {
                mapping.entries.iter().position(|entry| self.context.tree.key_text(entry) == name)
            }
            _ => None,
        };
        let least = match &addition.position {
            Position::First => 0,
            Position::Last => return None,
            Position::Before(name) => index_of(name)?,
            Position::After(name) => index_of(name)? + 1,
        };
        self.kept.iter().find(|kept| **kept >= least).copied()
    }

    fn is_last(&self, addition: &Addition) -> bool {
        self.before(addition).is_none()
    }

    fn add(&self, replaced: Option<usize>, draft: &mut Draft) -> Result<(), Refusal> {
        let mut slots = BTreeMap::<Option<usize>, Vec<&Addition>>::new();
        for addition in &self.work.added {
            slots.entry(self.before(addition)).or_default().push(addition);
        }
        for (before, additions) in slots {
            let texts = self.render(&additions);
            let change = additions.first().map_or(0, |it| it.change);
            match before.and_then(|index| self.parts.get(index)) {
                Some(part) => {
                    let separator = self.separator(part)?;
                    let text: String =
                        texts.iter().flat_map(|text| [text.as_str(), &separator]).collect();
                    draft.insert(part.start, Order::FlowAddition, text, change);
                }
                None => self.add_last(replaced, &texts, change, draft)?,
            }
        }
        Ok(())
    }

    /// Whether the entries of the collection have lines of their own, going by `part`.
    fn is_on_lines(&self, part: &Part) -> bool {
        let line = self.context.lines.start(part.start);
        line >= self.open && self.context.lines.prefix(part.start).trim().is_empty()
    }

    /// A comma and what follows it, as `part` is set off from its neighbours.
    fn separator(&self, part: &Part) -> Result<String, Refusal> {
        if !self.is_on_lines(part) {
            return Ok(", ".to_owned());
        }
        let prefix = self.context.lines.prefix(part.start);
        if prefix.contains('\t') {
            return Err(self.context.ambiguous(self.id, "a tab indents it"));
        }
        Ok(format!(",{}{prefix}", self.context.lines.break_near(part.start)))
    }

    fn add_last(
        &self,
        replaced: Option<usize>,
        texts: &[String],
        change: usize,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let lines = self.context.lines;
        if let Some(part) = replaced.and_then(|index| self.parts.get(index)) {
            draft.replace(part.start..part.end, texts.join(&self.separator(part)?), change);
            return Ok(());
        }
        let Some(part) = self.parts.last() else { return Ok(()) };
        let separator = self.separator(part)?;
        // Some readers take a colon right before a comma for part of the key.
        let ends_in_colon = part.end.checked_sub(1).is_some_and(|last| lines.is(last, b':'));
        let lead = if ends_in_colon { " " } else { "" };
        let comma = self.comma(part)?;
        let after = comma.map_or(part.end, |comma| comma + 1);
        let joined = texts.join(&separator);
        if !self.is_on_lines(part) || !lines.is_last_on_line(after) {
            let text = format!("{lead}{separator}{joined}");
            draft.insert(part.end, Order::FlowAddition, text, change);
            return Ok(());
        }
        // A comment may follow on the line, so the comma goes before it and the lines after it.
        let text = format!("{}{joined}", separator.trim_start_matches(','));
        let at = lines.end(after);
        let order = Order::lines_after(usize::MAX, true);
        match comma {
            Some(_) => draft.insert(at, order, text + ",", change),
            None if at == part.end => {
                draft.insert(at, Order::FlowAddition, format!("{lead},{text}"), change);
            }
            None => {
                draft.insert(part.end, Order::FlowAddition, format!("{lead},"), change);
                draft.insert(at, order, text, change);
            }
        }
        Ok(())
    }
}
