//! The tree: nodes in an arena, addressed by [`NodeId`], with parents and tight ranges.

mod members;
mod navigate;
mod stored;

use std::{fmt, num::NonZeroU32, sync::Arc};

use plimsoll_diagnostics::TextRange;

pub(crate) use self::stored::{Children, Properties, PropertiesId, Stored, StoredKind};

/// A node of one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(
    /// One more than the position, so that an `Option` of an id is no larger.
    NonZeroU32,
);

/// A parsed stream of documents, with the text it was parsed from.
///
/// Nodes, entries and items lie in a few long lists, and a scalar that says what is written has no
/// text of its own: trees of thousands of files are kept at once. [`Tree::node`] puts together what
/// belongs to one node.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) text: Arc<str>,
    pub(crate) nodes: Vec<Stored>,
    /// The entries of all mappings, each mapping's side by side.
    pub(crate) entries: Vec<Entry>,
    /// The items of all sequences, each sequence's side by side.
    pub(crate) items: Vec<NodeId>,
    /// What scalars say that say something else than their bytes: unquoted, unescaped, folded.
    pub(crate) values: Vec<Box<str>>,
    /// The anchors and tags of the nodes that have any, in text order.
    pub(crate) properties: Vec<Properties>,
    pub(crate) documents: Vec<Document>,
    pub(crate) comments: Vec<Comment>,
    /// Anchored nodes with the aliases that stand for them, sorted.
    pub(crate) aliases: Vec<(NodeId, NodeId)>,
    /// The text that syntax errors have left out of the tree, in text order; empty ranges for
    /// errors that cost nothing but may have changed how the text around them is read.
    pub(crate) lost: Vec<TextRange>,
}

/// One document of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The top node; `None` for a document without content.
    pub root: Option<NodeId>,
    /// From the first byte of the document's markers, comments or content to its last.
    pub range: TextRange,
    /// The `---` that opens it.
    pub start_marker: Option<TextRange>,
    /// The `...` that closes it.
    pub end_marker: Option<TextRange>,
}

/// A scalar, a collection or an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node<'tree> {
    /// What it is.
    pub kind: Kind<'tree>,
    /// The content alone, tight: a scalar with its quotes or block header, a flow collection with
    /// its brackets, a block collection from its first key or dash to the end of its last value.
    /// Without anchor, tag, trailing blanks, comments and line breaks; a block scalar ends after
    /// its last content character. Empty where YAML lets content be left out.
    pub range: TextRange,
    /// The mapping, sequence or (for a merge source) alias that holds it.
    pub parent: Option<NodeId>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'tree> {
    /// A single value, `null` and left-out values included.
    Scalar(Scalar<'tree>),
    /// Keys and values.
    Mapping(Mapping<'tree>),
    /// Items.
    Sequence(Sequence<'tree>),
    /// `*name`.
    Alias(Alias<'tree>),
}

/// A single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scalar<'tree> {
    /// How it is written.
    pub style: ScalarStyle,
    /// What it says after unquoting, unescaping and folding.
    pub value: &'tree str,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// How a collection is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CollectionStyle {
    /// By indentation.
    Block,
    /// With brackets.
    Flow,
}

/// Keys and values in the order in which they are written; duplicate keys are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping<'tree> {
    /// How it is written.
    pub style: CollectionStyle,
    /// The entries as written, merge keys included.
    pub entries: &'tree [Entry],
}

/// One key with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key; an empty plain scalar where it is left out.
    pub key: NodeId,
    /// The value; an empty plain scalar where it is left out, placed after the colon.
    pub value: NodeId,
}

/// Items in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequence<'tree> {
    /// How it is written.
    pub style: CollectionStyle,
    /// The items.
    pub items: &'tree [NodeId],
}

/// A reference to an anchored node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias<'tree> {
    /// The name without the star.
    pub name: &'tree str,
    /// The node that the name stands for here; `None` for an unknown name, which is also a
    /// syntax error, and for a node that contains the alias.
    pub target: Option<NodeId>,
}

/// `&name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The name without the ampersand.
    pub name: Box<str>,
    /// `&name` with the ampersand.
    pub range: TextRange,
}

/// `!tag`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The tag as written: `!reset`, `!!str`, `!<tag:yaml.org,2002:str>`.
    pub text: Box<str>,
    /// Its bytes.
    pub range: TextRange,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line, line break excluded.
    pub range: TextRange,
    /// Where it stands.
    pub placement: Placement,
    /// The node it is about: for a trailing comment the key or item on its line that is deepest
    /// at the end of that line (`- name: a  # here` is about `a`'s key); for one on a line of
    /// its own the key or item that follows at the same or a lower depth in the same document,
    /// else the collection it ends. A key stands for its whole entry. `None` in an empty document.
    pub node: Option<NodeId>,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// On a line of its own.
    OwnLine,
    /// After something on the same line.
    Trailing,
}

/// An entry of a mapping after aliases and merge keys are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key where it is written.
    pub key: NodeId,
    /// The value where it is written; aliases are not followed.
    pub value: NodeId,
    /// The merge sources (aliases, or mappings written in place) that it came through, outermost
    /// first; empty for an entry written in the mapping itself.
    pub through: Vec<NodeId>,
}

/// One step from a collection to what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The value of the key with this text.
    Key(Box<str>),
    /// The key itself with this text.
    KeyOf(Box<str>),
    /// The item at this index, from zero.
    Item(u32),
}

/// The steps from a document's root to a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Address {
    /// The document, from zero.
    pub document: u32,
    /// The steps from its root.
    pub steps: Vec<Step>,
}

impl fmt::Display for Address {
    /// `services.web.ports[0]`; a document after the first is named in front: `1:spec`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.document > 0 {
            write!(f, "{}:", self.document)?;
        }
        for (position, step) in self.steps.iter().enumerate() {
            match step {
                Step::Key(key) | Step::KeyOf(key) if position == 0 => f.write_str(key)?,
                Step::Key(key) | Step::KeyOf(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl NodeId {
    /// The position of the node in its tree, from zero; nodes stand in text order.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The id of the node at this position; trees hold fewer nodes than `u32::MAX`.
    pub(crate) fn at(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)))
    }
}

impl Tree {
    /// A tree without documents.
    pub(crate) fn empty(text: Arc<str>) -> Self {
        Self {
            text,
            nodes: Vec::new(),
            entries: Vec::new(),
            items: Vec::new(),
            values: Vec::new(),
            properties: Vec::new(),
            documents: Vec::new(),
            comments: Vec::new(),
            aliases: Vec::new(),
            lost: Vec::new(),
        }
    }

    /// The text that was parsed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The documents in text order.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The comments in text order.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// All nodes in text order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.map(|(index, node)| (NodeId::at(index), self.view(node)))
    }

    /// The node; ids are only good for the tree they came from.
    ///
    /// # Panics
    ///
    /// For an id of another tree that is out of range here.
    #[must_use]
    #[inline]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        self.view(&self.nodes[id.index()])
    }

    /// `&name` in front of the node.
    ///
    /// # Panics
    ///
    /// For an id of another tree that is out of range here.
    #[must_use]
    pub fn anchor(&self, id: NodeId) -> Option<&Anchor> {
        self.properties(&self.nodes[id.index()])?.anchor.as_ref()
    }

    /// `!tag` in front of the node.
    ///
    /// # Panics
    ///
    /// For an id of another tree that is out of range here.
    #[must_use]
    pub fn tag(&self, id: NodeId) -> Option<&Tag> {
        self.properties(&self.nodes[id.index()])?.tag.as_ref()
    }

    /// The node that an alias stands for, else the node itself.
    #[must_use]
    pub fn resolve(&self, mut id: NodeId) -> NodeId {
        // An alias can name an anchored alias only through malformed input; the bound is a
        // guard, not a feature.
        for _ in 0..64 {
            match self.nodes[id.index()].kind {
                StoredKind::Alias { target: Some(target) } => id = target,
                _ => break,
            }
        }
        id
    }

    /// The scalar that `id` is or stands for.
    #[must_use]
    pub fn scalar(&self, id: NodeId) -> Option<Scalar<'_>> {
        match self.node(self.resolve(id)).kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The mapping that `id` is or stands for.
    #[must_use]
    pub fn mapping(&self, id: NodeId) -> Option<Mapping<'_>> {
        match self.node(self.resolve(id)).kind {
            Kind::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The sequence that `id` is or stands for.
    #[must_use]
    pub fn sequence(&self, id: NodeId) -> Option<Sequence<'_>> {
        match self.node(self.resolve(id)).kind {
            Kind::Sequence(sequence) => Some(sequence),
            _ => None,
        }
    }

    /// The text of a key.
    #[must_use]
    pub fn key_text(&self, entry: &Entry) -> &str {
        self.scalar(entry.key).map_or("", |scalar| scalar.value)
    }
}
