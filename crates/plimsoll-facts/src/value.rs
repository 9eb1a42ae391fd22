//! A YAML value as a platform's loader sees it: aliases followed, merge keys applied, every value
//! with the place that decides it.
//!
//! Lowering reads these and never the tree, so that it does not matter how a value came to be
//! where it counts. What the values mean is not known here.

use std::{ops::Range, sync::Arc};

use plimsoll_diagnostics::{FileId, TextRange};
use plimsoll_yaml::{Kind, NodeId, Resolved, ScalarStyle, Schema, SyntaxError, Tree};

use crate::{
    site::{Origin, Via, ViaKind},
    why::Why,
};

/// A value and the place that decides it.
#[derive(Clone, Debug)]
pub struct Value {
    /// The node; where an alias stands for it, the node that the alias names.
    pub at: Origin,
    /// What it came through, the last step first.
    pub through: Option<Arc<Via>>,
    /// What it is.
    pub content: Content,
    /// The tag in front of it: `!reset`.
    pub tag: Option<Box<str>>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A single value.
    Scalar(Text),
    /// Items.
    List {
        /// The items in order.
        items: Vec<Value>,
        /// Whether text inside could not be parsed, so that absence proves nothing.
        is_incomplete: bool,
    },
    /// Keys and values.
    Map {
        /// The members in order, each key once.
        members: Vec<Member>,
        /// Whether text inside could not be parsed, so that absence proves nothing.
        is_incomplete: bool,
    },
    /// Something that was not expanded: an unknown alias, text that could not be parsed, or more
    /// than the budget allows.
    Lost,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Member {
    /// The text of the key.
    pub key: Box<str>,
    /// Where the key is written.
    pub key_at: Origin,
    /// The value.
    pub value: Value,
}

/// A single value as text, with what is known about its certainty and its bytes.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text after unquoting and, for Compose, interpolation.
    pub value: Box<str>,
    /// What YAML 1.2 makes of it.
    pub resolved: Resolved,
    /// How it is written.
    pub style: ScalarStyle,
    /// Why the text is not what the platform will see; `None` for a text that is certain.
    pub unknown: Option<Why>,
    /// Where the bytes of the text are in the file.
    pub bytes: Bytes,
}

/// Where the bytes of a text are in its file.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// In one piece from this offset, byte by byte.
    From(u32),
    /// In pieces: ranges of the text, each with the bytes of the file that it comes from, and
    /// whether it stands there byte by byte.
    Pieces(Box<[(Range<usize>, TextRange, bool)]>),
    /// In lines of a literal block: ranges of the text, each with the bytes of the file.
    Lines(Box<[(Range<usize>, TextRange)]>),
    /// Escaped or folded: only the node as a whole can be pointed at.
    Whole,
}

impl Text {
    /// The bytes of the file that `part` of the text comes from, if they can be told.
    #[must_use]
    pub fn range_of(&self, part: Range<usize>) -> Option<TextRange> {
        match &self.bytes {
            Bytes::From(start) => Some(TextRange::from_usize(part.start, part.end).shifted(*start)),
            Bytes::Whole => None,
            Bytes::Lines(lines) => lines
                .iter()
                .filter(|(out, _)| out.start < part.end && part.start < out.end)
                .map(|(out, source)| {
                    let from = part.start.max(out.start) - out.start;
                    let to = part.end.min(out.end) - out.start;
                    TextRange::from_usize(from, to).shifted(source.start())
                })
                .reduce(TextRange::cover),
            Bytes::Pieces(pieces) => pieces
                .iter()
                .filter(|(out, _, _)| {
                    (out.start < part.end && part.start < out.end)
                        || (part.is_empty() && out.start <= part.start && part.end <= out.end)
                })
                .map(|(out, source, is_verbatim)| {
                    if !is_verbatim {
                        return *source;
                    }
                    let from = part.start.max(out.start) - out.start;
                    let to = part.end.min(out.end) - out.start;
                    TextRange::from_usize(from, to).shifted(source.start())
                })
                .reduce(TextRange::cover),
        }
    }
}

impl Value {
    /// The single value, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match &self.content {
            Content::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.content {
            Content::List { items, .. } => items,
            _ => &[],
        }
    }

    /// The members, if it is a map.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.content {
            Content::Map { members, .. } => members,
            _ => &[],
        }
    }

    /// The member with this key, if it is a map that has it.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().find(|member| &*member.key == key)
    }

    /// The value of this key, if it is a map that has it with something else than null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.member(key).map(|member| &member.value).filter(|value| !value.is_null())
    }

    /// The value at the end of `path`, nulls counted as absent.
    #[must_use]
    pub fn dig(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The text of a certain single value at the end of `path`.
    #[must_use]
    pub fn str_at(&self, path: &[&str]) -> Option<&str> {
        let text = self.dig(path)?.text()?;
        text.unknown.is_none().then_some(&*text.value)
    }

    /// Whether it is null, written out or left out.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.text().is_some_and(|text| text.unknown.is_none() && text.resolved == Resolved::Null)
    }

    /// Whether text inside could not be parsed, so that what is absent may just be unreadable.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        match &self.content {
            Content::List { is_incomplete, .. } | Content::Map { is_incomplete, .. } => {
                *is_incomplete
            }
            Content::Lost => true,
            Content::Scalar(_) => false,
        }
    }
}

/// The most values that one document is expanded to. Docker's own loader stops at 100,000 node
/// visits; a file of 64 MiB without any alias stays below this.
const BUDGET: usize = 4_000_000;

/// The most values that aliases and merge keys may add to one document.
const ALIAS_BUDGET: usize = 100_000;

/// The deepest nesting that is expanded, aliases included.
const DEPTH: usize = 256;

/// Expands the document below `root`.
///
/// `errors` are those of the parse; collections around text that they lost are marked incomplete.
#[must_use]
pub fn expand(tree: &Tree, file: FileId, root: NodeId, errors: &[SyntaxError]) -> Value {
    let mut expansion = Expansion {
        tree,
        file,
        incomplete: incomplete_nodes(tree, root, errors),
        left: BUDGET,
        alias_left: ALIAS_BUDGET,
    };
    expansion.value(root, None, false, DEPTH)
}

struct Expansion<'t> {
    tree: &'t Tree,
    file: FileId,
    /// Sorted.
    incomplete: Vec<NodeId>,
    left: usize,
    alias_left: usize,
}

impl Expansion<'_> {
    fn origin(&self, node: NodeId) -> Origin {
        Origin { file: self.file, node }
    }

    fn value(
        &mut self,
        node: NodeId,
        through: Option<Arc<Via>>,
        is_shared: bool,
        depth: usize,
    ) -> Value {
        let tree = self.tree;
        let it = tree.node(node);
        let lost = |at, through| Value { at, through, content: Content::Lost, tag: None };
        let budget = if is_shared { &mut self.alias_left } else { &mut self.left };
        if depth == 0 || *budget == 0 {
            return lost(self.origin(node), through);
        }
        *budget -= 1;
        let is_incomplete = self.incomplete.binary_search(&node).is_ok();
        let content = match &it.kind {
            Kind::Alias(alias) => {
                let Some(target) = alias.target else {
                    return lost(self.origin(node), through);
                };
                let via = Via::new(ViaKind::Alias, self.origin(node), through);
                return self.value(target, Some(Arc::new(via)), true, depth - 1);
            }
            Kind::Scalar(_) if is_incomplete => Content::Lost,
            Kind::Scalar(_) => Content::Scalar(text(tree, node)),
            Kind::Sequence(sequence) => {
                let items = sequence.items.iter();
                let items =
                    items.map(|item| self.value(*item, through.clone(), is_shared, depth - 1));
                Content::List { items: items.collect(), is_incomplete }
            }
            Kind::Mapping(_) => {
                let members = tree.members(node);
                let members = members.into_iter().map(|member| {
                    let mut through = through.clone();
                    for source in &member.through {
                        let at = self.origin(*source);
                        let via = Via::new(ViaKind::MergeKey, at, through);
                        through = Some(Arc::new(via));
                    }
                    let is_shared = is_shared || !member.through.is_empty();
                    Member {
                        key: tree
                            .scalar(member.key)
                            .map_or_else(Box::default, |it| it.value.into()),
                        key_at: self.origin(member.key),
                        value: self.value(member.value, through, is_shared, depth - 1),
                    }
                });
                Content::Map { members: members.collect(), is_incomplete }
            }
        };
        let tag = tree.tag(node).map(|tag| tag.text.clone());
        Value { at: self.origin(node), through, content, tag }
    }
}

/// The single value at `node`, an alias followed.
#[must_use]
pub fn text(tree: &Tree, node: NodeId) -> Text {
    let node = tree.resolve(node);
    let range = tree.node(node).range;
    let Some(scalar) = tree.scalar(node) else {
        return Text {
            value: Box::default(),
            resolved: Resolved::Null,
            style: ScalarStyle::Plain,
            unknown: Some(Why::Malformed),
            bytes: Bytes::Whole,
        };
    };
    let quote = match scalar.style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        _ => 0,
    };
    let is_block = matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded);
    let start = range.start() + quote;
    let raw = TextRange::new(start, range.end().saturating_sub(quote)).slice(tree.text());
    let bytes = match scalar.style {
        ScalarStyle::Literal => lines(range.slice(tree.text()), range.start(), scalar.value),
        _ if !is_block && raw == scalar.value => Bytes::From(start),
        _ => Bytes::Whole,
    };
    Text {
        value: scalar.value.into(),
        resolved: tree.resolved(node, Schema::Core12),
        style: scalar.style,
        unknown: None,
        bytes,
    }
}

/// Where the lines of a literal block stand: each as written, behind its indentation.
fn lines(raw: &str, start: u32, value: &str) -> Bytes {
    let mut found = Vec::new();
    let mut written = raw.split_inclusive('\n');
    let (mut from, mut at) = (0, 0);
    for line in value.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        let place = written.by_ref().find_map(|source| {
            let here = at;
            at += source.len();
            let body = source.trim_end_matches(['\n', '\r']);
            let indent = body.strip_suffix(text)?;
            indent.chars().all(|it| it == ' ').then_some(here + indent.len())
        });
        let Some(place) = place else { return Bytes::Whole };
        if !text.is_empty() {
            let source = TextRange::from_usize(place, place + text.len()).shifted(start);
            found.push((from..from + text.len(), source));
        }
        from += line.len();
    }
    Bytes::Lines(found.into())
}

/// Every collection on the way from the root to text that could not be parsed, and the value that is
/// missing there, sorted.
fn incomplete_nodes(tree: &Tree, root: NodeId, errors: &[SyntaxError]) -> Vec<NodeId> {
    let mut found = Vec::new();
    for error in errors.iter().filter(|error| !error.lost.is_empty()) {
        let offset = error.lost.start();
        let mut next = Some(root);
        while let Some(node) = next {
            let starts_before = |child: &NodeId| tree.node(*child).range.start() <= offset;
            next = match &tree.node(node).kind {
                Kind::Mapping(mapping) => {
                    found.push(node);
                    let before = mapping.entries.partition_point(|it| starts_before(&it.key));
                    before.checked_sub(1).map(|at| mapping.entries[at].value)
                }
                Kind::Sequence(sequence) => {
                    found.push(node);
                    let before = sequence.items.partition_point(starts_before);
                    before.checked_sub(1).map(|at| sequence.items[at])
                }
                Kind::Scalar(_) => {
                    // An empty value, or one that stands in for what could not be read.
                    let range = tree.node(node).range;
                    if range.is_empty() || range.overlaps(error.lost) {
                        found.push(node);
                    }
                    None
                }
                Kind::Alias(_) => None,
            };
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
