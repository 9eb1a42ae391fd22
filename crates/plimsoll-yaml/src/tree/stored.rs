//! How a tree keeps its nodes: 28 bytes each, and nothing of their own.

use std::{num::NonZeroU32, sync::Arc};

use plimsoll_diagnostics::TextRange;

use super::{
    Alias, Anchor, CollectionStyle, Kind, Mapping, Node, NodeId, Scalar, ScalarStyle, Sequence,
    Tag, Tree,
};

/// A node without what lies in the lists of its tree.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) kind: StoredKind,
    pub(crate) range: TextRange,
    pub(crate) parent: Option<NodeId>,
    /// The anchor and tag in front of it.
    pub(crate) properties: Option<PropertiesId>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum StoredKind {
    Scalar {
        style: ScalarStyle,
        /// `None` where it says its bytes.
        value: Option<ValueId>,
    },
    Mapping {
        style: CollectionStyle,
        entries: Children,
    },
    Sequence {
        style: CollectionStyle,
        items: Children,
    },
    Alias {
        target: Option<NodeId>,
    },
}

/// Neighbours in a list of entries or items.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Children {
    start: u32,
    len: u32,
}

/// One more than the position in a tree's list of values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValueId(NonZeroU32);

/// What stands in front of a node (YAML 1.2.2, 6.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Properties {
    /// `&name`
    pub(crate) anchor: Option<Anchor>,
    /// `!tag`
    pub(crate) tag: Option<Tag>,
}

/// One more than the position in a tree's list of properties.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PropertiesId(NonZeroU32);

impl Children {
    /// Those of `list` from `start` on.
    pub(crate) fn since<T>(list: &[T], start: usize) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { start: number(start), len: number(list.len().saturating_sub(start)) }
    }

    fn of<T>(self, list: &[T]) -> &[T] {
        let start = self.start as usize;
        list.get(start..start + self.len as usize).unwrap_or_default()
    }
}

impl Tree {
    /// The node with what lies in the lists. Inline, so that who asks for a range alone does not
    /// look into them.
    #[inline]
    pub(crate) fn view(&self, node: &Stored) -> Node<'_> {
        let kind = match node.kind {
            StoredKind::Scalar { style, value } => {
                Kind::Scalar(Scalar { style, value: self.value(node.range, style, value) })
            }
            StoredKind::Mapping { style, entries } => {
                Kind::Mapping(Mapping { style, entries: entries.of(&self.entries) })
            }
            StoredKind::Sequence { style, items } => {
                Kind::Sequence(Sequence { style, items: items.of(&self.items) })
            }
            StoredKind::Alias { target } => {
                let name = written(&self.text, node.range).get(1..).unwrap_or_default();
                Kind::Alias(Alias { name, target })
            }
        };
        Node { kind, range: node.range, parent: node.parent }
    }

    pub(crate) fn properties(&self, node: &Stored) -> Option<&Properties> {
        self.properties.get(node.properties?.0.get() as usize - 1)
    }

    /// Keeps the properties of a node that is to be added; nothing for none.
    pub(crate) fn keep(&mut self, properties: Properties) -> Option<PropertiesId> {
        if properties.anchor.is_none() && properties.tag.is_none() {
            return None;
        }
        self.properties.push(properties);
        id(self.properties.len()).map(PropertiesId)
    }

    /// Keeps what a scalar at `range` says; nothing where it says its bytes.
    pub(crate) fn keep_value(
        &mut self,
        range: TextRange,
        style: ScalarStyle,
        value: &str,
    ) -> Option<ValueId> {
        if said(&self.text, range, style) == value {
            return None;
        }
        self.values.push(value.into());
        id(self.values.len()).map(ValueId)
    }

    fn value(&self, range: TextRange, style: ScalarStyle, value: Option<ValueId>) -> &str {
        match value.and_then(|value| self.values.get(value.0.get() as usize - 1)) {
            Some(value) => value,
            None => said(&self.text, range, style),
        }
    }

    /// Puts `text` in the place of the text that the tree was read from; `place` says where a
    /// range of the old one is in the new one. What scalars say does not change.
    pub(crate) fn move_to(&mut self, text: Arc<str>, place: impl Fn(TextRange) -> TextRange) {
        let old = std::mem::replace(&mut self.text, text);
        for index in 0..self.nodes.len() {
            let node = self.nodes[index].clone();
            let range = place(node.range);
            self.nodes[index].range = range;
            if let StoredKind::Scalar { style, value: None } = node.kind {
                let said = said(&old, node.range, style);
                let value = self.keep_value(range, style, said);
                self.nodes[index].kind = StoredKind::Scalar { style, value };
            }
        }
    }
}

/// The bytes of a range; none for a node whose end has not been seen.
fn written(text: &str, range: TextRange) -> &str {
    text.get(range.to_usize()).unwrap_or_default()
}

/// What a scalar says whose bytes mean themselves.
fn said(text: &str, range: TextRange, style: ScalarStyle) -> &str {
    let written = written(text, range);
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            written.get(1..written.len().saturating_sub(1)).unwrap_or_default()
        }
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => written,
    }
}

fn id(count: usize) -> Option<NonZeroU32> {
    NonZeroU32::new(u32::try_from(count).ok()?)
}
