//! Finding nodes: by address, by offset, and from a node to what holds it.

use plimsoll_diagnostics::TextRange;

use super::{Address, Entry, Kind, Mapping, NodeId, Step, Stored, Tree};

impl Tree {
    /// The range of the node with the anchor and tag in front of it.
    #[must_use]
    pub fn full_range(&self, id: NodeId) -> TextRange {
        self.full_range_of(&self.nodes[id.index()])
    }

    pub(crate) fn full_range_of(&self, node: &Stored) -> TextRange {
        let Some(properties) = self.properties(node) else { return node.range };
        let anchor = properties.anchor.as_ref().map(|anchor| anchor.range);
        let tag = properties.tag.as_ref().map(|tag| tag.range);
        [anchor, tag].into_iter().flatten().fold(node.range, TextRange::cover)
    }

    /// The steps from the document's root to the node.
    #[must_use]
    pub fn address(&self, id: NodeId) -> Address {
        let mut steps = Vec::new();
        let mut current = id;
        while let Some(parent) = self.node(current).parent {
            match self.node(parent).kind {
                Kind::Mapping(mapping) => {
                    if let Some(entry) = entry_in(mapping, current) {
                        let key: Box<str> = self.key_text(&entry).into();
                        let is_key = entry.key == current;
                        steps.push(if is_key { Step::KeyOf(key) } else { Step::Key(key) });
                    }
                }
                Kind::Sequence(sequence) => {
                    let index = sequence.items.partition_point(|item| *item < current);
                    steps.push(Step::Item(u32::try_from(index).unwrap_or(u32::MAX)));
                }
                Kind::Scalar(_) | Kind::Alias(_) => {}
            }
            current = parent;
        }
        steps.reverse();
        Address { document: u32::try_from(self.document_of(id)).unwrap_or(u32::MAX), steps }
    }

    /// The node at an address as written, without following aliases; of duplicate keys the first.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<NodeId> {
        let mut current = self.documents.get(address.document as usize)?.root?;
        for step in &address.steps {
            current = match (step, self.node(current).kind) {
                (Step::Key(key), Kind::Mapping(mapping)) => self.entry_named(mapping, key)?.value,
                (Step::KeyOf(key), Kind::Mapping(mapping)) => self.entry_named(mapping, key)?.key,
                (Step::Item(index), Kind::Sequence(sequence)) => {
                    *sequence.items.get(*index as usize)?
                }
                _ => return None,
            };
        }
        Some(current)
    }

    fn entry_named(&self, mapping: Mapping<'_>, key: &str) -> Option<Entry> {
        mapping.entries.iter().find(|entry| self.key_text(entry) == key).copied()
    }

    /// The deepest node that touches the offset, its anchor and tag included; where two nodes
    /// meet, the one that begins there.
    #[must_use]
    pub fn node_at(&self, offset: u32) -> Option<NodeId> {
        let touched = |id: NodeId| self.full_range(id).touches(offset);
        let documents = self.documents.partition_point(|document| document.range.start() <= offset);
        let root = self.documents.get(documents.checked_sub(1)?)?.root?;
        let mut current = Some(root).filter(|root| touched(*root))?;
        loop {
            let child = match self.node(current).kind {
                Kind::Mapping(mapping) => {
                    let after = mapping
                        .entries
                        .partition_point(|entry| self.full_range(entry.key).start() <= offset);
                    // An empty key shares its offset with the colon, hence the two candidates.
                    mapping.entries[after.saturating_sub(2)..after]
                        .iter()
                        .rev()
                        .flat_map(|entry| [entry.value, entry.key])
                        .find(|id| touched(*id))
                }
                Kind::Sequence(sequence) => {
                    let after = sequence
                        .items
                        .partition_point(|item| self.full_range(*item).start() <= offset);
                    sequence.items[after.saturating_sub(2)..after]
                        .iter()
                        .rev()
                        .copied()
                        .find(|id| touched(*id))
                }
                Kind::Scalar(_) | Kind::Alias(_) => None,
            };
            match child {
                Some(child) => current = child,
                None => return Some(current),
            }
        }
    }

    /// The entry whose key or value is the node.
    #[must_use]
    pub fn entry_of(&self, id: NodeId) -> Option<Entry> {
        match self.node(self.node(id).parent?).kind {
            Kind::Mapping(mapping) => entry_in(mapping, id),
            _ => None,
        }
    }

    /// The position of the document that holds the node, from zero.
    #[must_use]
    pub fn document_of(&self, id: NodeId) -> usize {
        let after = self
            .documents
            .partition_point(|document| document.range.start() <= self.node(id).range.start());
        after.saturating_sub(1)
    }

    /// From the first byte of the key, anchor and tag included, to the end of its value; for a
    /// node that is not a key, the node with its anchor and tag.
    #[must_use]
    pub fn entry_range(&self, key: NodeId) -> TextRange {
        let range = self.full_range(key);
        match self.entry_of(key) {
            Some(entry) if entry.key == key => {
                TextRange::new(range.start(), self.node(entry.value).range.end())
            }
            _ => range,
        }
    }

    /// The aliases that stand for the node, in text order.
    pub fn aliases_of(&self, anchored: NodeId) -> impl Iterator<Item = NodeId> {
        let from = self.aliases.partition_point(|(target, _)| *target < anchored);
        self.aliases[from..]
            .iter()
            .take_while(move |(target, _)| *target == anchored)
            .map(|(_, alias)| *alias)
    }

    /// The innermost anchored node with at least one alias that is the node or holds it, and the
    /// number of its aliases. A change inside it is seen wherever an alias stands.
    #[must_use]
    pub fn shared_by(&self, id: NodeId) -> Option<(NodeId, u32)> {
        let mut current = Some(id);
        while let Some(candidate) = current {
            let aliases = self.aliases_of(candidate).count();
            if aliases > 0 {
                return Some((candidate, u32::try_from(aliases).unwrap_or(u32::MAX)));
            }
            current = self.node(candidate).parent;
        }
        None
    }
}

/// The entry of `mapping` whose key or value is `id`; ids stand in text order.
fn entry_in(mapping: Mapping<'_>, id: NodeId) -> Option<Entry> {
    let after = mapping.entries.partition_point(|entry| entry.key <= id);
    let entry = mapping.entries.get(after.checked_sub(1)?).copied()?;
    (entry.key == id || entry.value == id).then_some(entry)
}
