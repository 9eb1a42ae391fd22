//! Where a node stands: in what, behind which indicator, and whether its surroundings are such
//! that a change has one obvious place.

use super::{Context, refusal::Refusal};
use crate::tree::{CollectionStyle, Entry, Kind, NodeId, Scalar, ScalarStyle, Tree};

/// What a node is to the node that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The top of a document.
    Root,
    /// A key of a mapping.
    Key { mapping: NodeId, index: usize },
    /// A value of a mapping.
    Value { mapping: NodeId, index: usize },
    /// An item of a sequence.
    Item { sequence: NodeId, index: usize },
}

/// An entry or item with its indicator, in bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The first byte of the key with its anchor and tag, of the dash, or of a flow item.
    pub(super) start: usize,
    /// The end of the value, or of the colon or dash where it is left out.
    pub(super) end: usize,
    /// The last node of it in text order.
    pub(super) last: NodeId,
}

pub(super) fn role(tree: &Tree, id: NodeId) -> Role {
    let Some(parent) = tree.node(id).parent else { return Role::Root };
    match &tree.node(parent).kind {
        Kind::Mapping(mapping) => {
            let after = mapping.entries.partition_point(|entry| entry.key <= id);
            let index = after.saturating_sub(1);
            match mapping.entries.get(index) {
                Some(entry) if entry.key == id => Role::Key { mapping: parent, index },
                _ => Role::Value { mapping: parent, index },
            }
        }
        Kind::Sequence(sequence) => {
            let index = sequence.items.partition_point(|item| *item < id);
            Role::Item { sequence: parent, index }
        }
        Kind::Scalar(_) | Kind::Alias(_) => Role::Root,
    }
}

/// The id after the last node that `id` holds; ids stand in text order, holders first.
pub(super) fn after_subtree(tree: &Tree, id: NodeId) -> NodeId {
    let inside = tree
        .nodes
        .iter()
        .skip(id.index() + 1)
        .take_while(|node| node.parent.is_some_and(|parent| parent >= id))
        .count();
    NodeId::at(id.index() + 1 + inside)
}

/// Whether a plain `<<` is the key of the entry.
pub(super) fn is_merge(tree: &Tree, entry: &Entry) -> bool {
    matches!(&tree.node(entry.key).kind,
        Kind::Scalar(Scalar { style: ScalarStyle::Plain, value }) if &**value == "<<")
}

impl Context<'_> {
    /// The first byte of a node, its anchor and tag included.
    pub(super) fn start(&self, id: NodeId) -> usize {
        self.tree.full_range(id).start() as usize
    }

    /// The byte after a node, its anchor and tag included.
    pub(super) fn end(&self, id: NodeId) -> usize {
        self.tree.full_range(id).end() as usize
    }

    pub(super) fn ambiguous(&self, at: NodeId, why: &'static str) -> Refusal {
        Refusal::Ambiguous { at, why }
    }

    fn is_flow(&self, collection: NodeId) -> bool {
        self.style(collection) == Some(CollectionStyle::Flow)
    }

    /// Whether the node stands between brackets.
    pub(super) fn is_in_flow(&self, id: NodeId) -> bool {
        self.tree.node(id).parent.is_some_and(|parent| self.is_flow(parent))
    }

    /// Refuses a key that is announced by a question mark.
    fn refuse_explicit(&self, key: NodeId) -> Result<(), Refusal> {
        let start = self.start(key);
        let before = self.lines.prefix(start);
        let trimmed = before.trim_end_matches([' ', '\t']);
        let announced = trimmed.len() < before.len()
            && trimmed
                .strip_suffix('?')
                .is_some_and(|rest| !rest.ends_with(|c: char| !" \t,[{".contains(c)));
        if announced {
            return Err(self.ambiguous(key, "the key is announced by a question mark"));
        }
        Ok(())
    }

    /// The byte after the colon of an entry; `None` for a key between brackets without a colon.
    pub(super) fn after_colon(&self, entry: &Entry) -> Result<Option<usize>, Refusal> {
        let key = entry.key;
        self.refuse_explicit(key)?;
        if self.tree.node(key).range.is_empty() {
            return Err(self.ambiguous(key, "a key is left out"));
        }
        let end = self.end(key);
        if self.is_in_flow(key) {
            let colon = self.lines.skip_trivia(end);
            return Ok(self.lines.is(colon, b':').then_some(colon + 1));
        }
        if matches!(self.tree.node(key).kind, Kind::Mapping(_) | Kind::Sequence(_)) {
            return Err(self.ambiguous(key, "the key is a collection"));
        }
        if self.lines.is_broken(self.start(key)..end) {
            return Err(self.ambiguous(key, "the key goes over several lines"));
        }
        let colon = self.lines.skip_blanks(end);
        if !self.lines.is(colon, b':') {
            return Err(self.ambiguous(key, "the key has no colon on its line"));
        }
        Ok(Some(colon + 1))
    }

    /// Whether a flow collection begins and ends with brackets of its own: a pair has none, and
    /// one that was not closed may end with those of what it holds.
    pub(super) fn has_brackets(&self, collection: NodeId) -> bool {
        let node = self.tree.node(collection);
        let range = node.range.to_usize();
        let (open, close, last) = match &node.kind {
            Kind::Mapping(it) => (b'{', b'}', it.entries.last().map(|entry| entry.value)),
            Kind::Sequence(it) => (b'[', b']', it.items.last().copied()),
            Kind::Scalar(_) | Kind::Alias(_) => return false,
        };
        range.len() >= 2
            && self.lines.is(range.start, open)
            && self.lines.is(range.end - 1, close)
            && last.is_none_or(|last| self.end(last) < range.end)
    }

    /// The dash of an item of a block sequence.
    pub(super) fn dash(&self, sequence: NodeId, index: usize) -> Result<usize, Refusal> {
        let Kind::Sequence(items) = &self.tree.node(sequence).kind else {
            return Err(Refusal::Mismatch { at: sequence, expected: "a sequence" });
        };
        let before = index.checked_sub(1).and_then(|index| items.items.get(index));
        let dash = match before {
            Some(before) => self.lines.skip_trivia(self.end(*before)),
            None => self.tree.node(sequence).range.start() as usize,
        };
        if !self.lines.is(dash, b'-') {
            return Err(self.ambiguous(sequence, "an item has no dash in its place"));
        }
        Ok(dash)
    }

    /// The byte behind the colon or dash that announces a value, and behind the value's anchor
    /// and tag; `None` where nothing announces it: a document's root, an item between brackets.
    pub(super) fn head(&self, id: NodeId) -> Result<Option<usize>, Refusal> {
        let properties = [
            self.tree.anchor(id).map(|anchor| anchor.range.end() as usize),
            self.tree.tag(id).map(|tag| tag.range.end() as usize),
        ];
        let indicator = match role(self.tree, id) {
            Role::Root => None,
            Role::Item { sequence, .. } if self.is_flow(sequence) => None,
            Role::Item { sequence, index } => Some(self.dash(sequence, index)? + 1),
            Role::Value { .. } | Role::Key { .. } => match self.tree.entry_of(id) {
                Some(entry) if entry.value == id => self.after_colon(&entry)?,
                _ => None,
            },
        };
        Ok(properties.into_iter().flatten().chain(indicator).max())
    }

    /// The entry or item at `index` of a collection.
    pub(super) fn part(&self, collection: NodeId, index: usize) -> Result<Part, Refusal> {
        let missing = Refusal::Mismatch { at: collection, expected: "an entry or item" };
        match &self.tree.node(collection).kind {
            Kind::Mapping(mapping) => {
                let entry = mapping.entries.get(index).ok_or(missing)?;
                let colon = self.after_colon(entry)?.unwrap_or_default();
                let end = self.end(entry.key).max(self.end(entry.value)).max(colon);
                Ok(Part { start: self.start(entry.key), end, last: self.last_node(entry.value) })
            }
            Kind::Sequence(sequence) => {
                let item = *sequence.items.get(index).ok_or(missing)?;
                let last = self.last_node(item);
                if sequence.style == CollectionStyle::Flow {
                    if let Kind::Mapping(pair) = &self.tree.node(item).kind
                        && let Some(entry) = pair.entries.first()
                    {
                        // A pair without braces has no indicator of its own.
                        self.refuse_explicit(entry.key)?;
                    }
                    return Ok(Part { start: self.start(item), end: self.end(item), last });
                }
                let start = self.dash(collection, index)?;
                Ok(Part { start, end: self.end(item).max(start + 1), last })
            }
            Kind::Scalar(_) | Kind::Alias(_) => Err(missing),
        }
    }

    /// The last node inside `id`, or `id` itself.
    pub(super) fn last_node(&self, id: NodeId) -> NodeId {
        let mut current = id;
        loop {
            let last = match &self.tree.node(current).kind {
                Kind::Mapping(mapping) => mapping.entries.last().map(|entry| entry.value),
                Kind::Sequence(sequence) => sequence.items.last().copied(),
                Kind::Scalar(_) | Kind::Alias(_) => None,
            };
            match last {
                Some(last) => current = last,
                None => return current,
            }
        }
    }

    /// The column of a block collection's keys or dashes.
    ///
    /// Refuses one whose first line is indented by tabs, begins on the line of `---`, or behind
    /// something other than the dashes of sequences that hold it.
    pub(super) fn block_column(&self, collection: NodeId) -> Result<usize, Refusal> {
        let start = self.part(collection, 0)?.start;
        let prefix = self.lines.prefix(start);
        if prefix.contains('\t') {
            return Err(self.ambiguous(collection, "a tab indents it"));
        }
        if prefix.starts_with("---") {
            return Err(self.ambiguous(collection, "it begins on the line of the document marker"));
        }
        if !prefix.bytes().all(|byte| matches!(byte, b' ' | b'-')) {
            return Err(self.ambiguous(collection, "it begins behind something on its line"));
        }
        Ok(self.lines.column(start))
    }

    /// The block scalar that `id` is, with what its header says about line breaks at its end.
    pub(super) fn block_scalar(&self, id: NodeId) -> Option<Chomping> {
        let node = self.tree.node(id);
        let Kind::Scalar(Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. }) =
            &node.kind
        else {
            return None;
        };
        let header = self.lines.rest(node.range.start() as usize);
        let header = header.split([' ', '\t', '#']).next().unwrap_or_default();
        Some(if header.contains('+') {
            Chomping::Keep
        } else if header.contains('-') {
            Chomping::Strip
        } else {
            Chomping::Clip
        })
    }
}

/// What becomes of the line breaks at the end of a block scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chomping {
    Strip,
    Clip,
    Keep,
}
