//! From events to nodes with tight ranges.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use plimsoll_diagnostics::TextRange;

use super::{
    comments::{self, Mark},
    cursor::Cursor,
    events::{self, Event, Events, Failure, Spanned},
};
use crate::{
    error::{SyntaxError, SyntaxErrorKind},
    scalar::Schema,
    tree::{
        Anchor, Children, CollectionStyle, Comment, Document, Entry, Kind, NodeId, Placement,
        Properties, PropertiesId, Scalar, ScalarStyle, Stored, StoredKind, Tag, Tree,
    },
};

/// Mappings with more keys than this are searched for duplicates with a hash table.
const FEW_KEYS: usize = 8;

/// The end of a node whose end has not been seen.
const OPEN: u32 = u32::MAX - 1;

/// What became of one reading of a text.
pub(super) struct Built {
    /// The tree up to the failure.
    pub(super) tree: Tree,
    /// Errors that cost nothing of the tree.
    pub(super) errors: Vec<SyntaxError>,
    /// Why the reading stopped early.
    pub(super) stop: Option<Stop>,
}

/// Where and why a reading stopped.
pub(super) struct Stop {
    /// The scanner's reason.
    pub(super) failure: Failure,
    /// Where the last scalar or alias begins that was read.
    pub(super) leaf: usize,
    /// The open brackets with their offsets, outermost first.
    pub(super) brackets: Vec<(usize, char)>,
    /// Where the document's content begins, and the last key or item of every open collection,
    /// outermost first.
    pub(super) entries: Vec<usize>,
}

/// Reads `text` up to its end or first failure.
pub(super) fn build(text: &Arc<str>) -> Built {
    let mut builder = Builder::new(text);
    let mut failure = None;
    for event in Events::new(text) {
        match event {
            Ok(event) => builder.event(event),
            Err(reason) => {
                failure = Some(reason);
                break;
            }
        }
    }
    let stop = failure.map(|failure| builder.stop(failure));
    let (tree, errors) = builder.finish();
    Built { tree, errors, stop }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Document,
    BlockSequence,
    BlockMapping,
    FlowSequence,
    FlowMapping,
    /// A mapping of one entry without brackets in a flow sequence.
    Pair,
}

struct Frame {
    shape: Shape,
    node: Option<NodeId>,
    key: Option<NodeId>,
    empty: bool,
    /// Where the last key or item begins.
    last: u32,
    /// How many children there were when it began.
    children: usize,
}

struct Builder<'text> {
    text: &'text str,
    cursor: Cursor<'text>,
    tree: Tree,
    errors: Vec<SyntaxError>,
    frames: Vec<Frame>,
    /// What stands in the open collections, the outermost first: items, or keys and values in turn.
    children: Vec<NodeId>,
    marks: Vec<Mark>,
    anchored: Vec<Option<NodeId>>,
    lines: LineCounter,
}

impl<'text> Builder<'text> {
    fn new(text: &'text Arc<str>) -> Self {
        let mut tree = Tree::empty(Arc::clone(text));
        tree.nodes.reserve(text.len() / 16);
        Self {
            text,
            cursor: Cursor::new(text),
            tree,
            errors: Vec::new(),
            frames: Vec::new(),
            children: Vec::new(),
            marks: Vec::new(),
            anchored: Vec::new(),
            lines: LineCounter::default(),
        }
    }

    fn event(&mut self, Spanned { event, range }: Spanned<'text>) {
        match event {
            Event::DocumentStart => self.start_document(range),
            Event::DocumentEnd => self.end_document(range),
            Event::Comment => self.tree.comments.push(Comment {
                range,
                placement: Placement::OwnLine,
                node: None,
            }),
            Event::Scalar { value, style, properties } => {
                self.scalar(&value, style, properties, range);
            }
            Event::SequenceStart { style, properties } => {
                let shape = match style {
                    CollectionStyle::Block => Shape::BlockSequence,
                    CollectionStyle::Flow => Shape::FlowSequence,
                };
                let kind = StoredKind::Sequence { style, items: Children::default() };
                self.start_collection(kind, shape, properties);
            }
            Event::MappingStart { style, properties } => {
                let shape = match style {
                    CollectionStyle::Block => Shape::BlockMapping,
                    CollectionStyle::Flow if range.slice(self.text) == "{" => Shape::FlowMapping,
                    CollectionStyle::Flow => Shape::Pair,
                };
                let kind = StoredKind::Mapping { style, entries: Children::default() };
                self.start_collection(kind, shape, properties);
            }
            Event::CollectionEnd => self.end_collection(range),
            Event::Alias(number) => self.alias(number, range),
        }
    }

    fn start_document(&mut self, range: TextRange) {
        let start_marker = (range.slice(self.text) == "---").then_some(range);
        if let Some(marker) = start_marker {
            self.cursor.advance_to(marker.end() as usize);
        }
        self.tree.documents.push(Document {
            root: None,
            range: start_marker.unwrap_or_default(),
            start_marker,
            end_marker: None,
        });
        self.frames.push(Frame {
            shape: Shape::Document,
            node: None,
            key: None,
            empty: true,
            last: 0,
            children: self.children.len(),
        });
    }

    fn end_document(&mut self, range: TextRange) {
        while self.frames.len() > 1 {
            self.end_collection(TextRange::empty(OPEN));
        }
        self.frames.clear();
        let end_marker = (range.slice(self.text) == "...").then_some(range);
        let Some(document) = self.tree.documents.last_mut() else { return };
        document.end_marker = end_marker;
        // A document without content has an empty scalar in the event stream.
        if let Some(root) = document.root {
            let node = &self.tree.nodes[root.index()];
            let bare = node.range.is_empty() && node.properties.is_none();
            if bare && matches!(node.kind, StoredKind::Scalar { .. }) {
                document.root = None;
                self.tree.nodes.pop();
            }
        }
        if let Some(marker) = end_marker {
            self.cursor.advance_to(marker.end() as usize);
        }
    }

    /// Passes the indicator that announces the next node and says where the node's entry or item
    /// begins.
    fn announce(&mut self) -> Option<usize> {
        let frame = self.frames.last_mut()?;
        let first = std::mem::replace(&mut frame.empty, false);
        let expects_value = frame.key.is_some();
        match frame.shape {
            Shape::Document => None,
            Shape::BlockSequence => self.cursor.indicator(b'-', true),
            Shape::BlockMapping | Shape::FlowMapping | Shape::Pair if expects_value => {
                self.cursor.indicator(b':', frame.shape == Shape::BlockMapping)
            }
            Shape::BlockMapping | Shape::Pair => self.cursor.indicator(b'?', true),
            Shape::FlowMapping => {
                if !first {
                    self.cursor.indicator(b',', false);
                }
                self.cursor.indicator(b'?', true)
            }
            Shape::FlowSequence => {
                if !first {
                    self.cursor.indicator(b',', false);
                }
                None
            }
        }
    }

    /// Passes the node's anchor and tag.
    fn properties(&mut self, properties: events::Properties, id: NodeId) -> Option<PropertiesId> {
        let mut anchor = None;
        let tag = |range: TextRange| Tag { text: range.slice(self.text).into(), range };
        let tag = properties.tag.map(tag);
        if properties.anchor > 0 {
            // The anchor stands before the tag or after it.
            anchor = self.cursor.anchor();
            if let Some(tag) = &tag {
                self.cursor.advance_to(tag.range.end() as usize);
                anchor = anchor.or_else(|| self.cursor.anchor());
            }
            if self.anchored.len() <= properties.anchor {
                self.anchored.resize(properties.anchor + 1, None);
            }
            self.anchored[properties.anchor] = Some(id);
        } else if let Some(tag) = &tag {
            self.cursor.advance_to(tag.range.end() as usize);
        }
        let name = |range: TextRange| range.slice(self.text).get(1..).unwrap_or_default().into();
        let anchor = anchor.map(|range| Anchor { name: name(range), range });
        self.tree.keep(Properties { anchor, tag })
    }

    fn next_id(&self) -> NodeId {
        NodeId::at(self.tree.nodes.len())
    }

    /// Adds the node that the properties and the announcement belong to.
    fn add(&mut self, node: Stored, announced: Option<usize>) -> NodeId {
        let id = self.next_id();
        let start = self.tree.full_range_of(&node).start();
        let parent = node.parent;
        self.tree.nodes.push(node);
        let Some(frame) = self.frames.last_mut() else { return id };
        let Some(parent) = parent else {
            if let Some(document) = self.tree.documents.last_mut() {
                document.root = Some(id);
            }
            return id;
        };
        let offset = announced.map_or(start, offset);
        self.children.push(id);
        let is_mapping = matches!(self.tree.nodes[parent.index()].kind, StoredKind::Mapping { .. });
        if is_mapping && frame.key.take().is_some() {
            return id;
        }
        frame.key = is_mapping.then_some(id);
        frame.last = offset;
        self.marks.push(Mark { offset, node: id });
        id
    }

    fn parent(&self) -> Option<NodeId> {
        self.frames.last().and_then(|frame| frame.node)
    }

    #[expect(clippy::ptr_arg, reason = "whether the text is borrowed tells how it was written")]
    fn scalar(
        &mut self,
        value: &Cow<'text, str>,
        style: ScalarStyle,
        properties: events::Properties,
        loose: TextRange,
    ) {
        let announced = self.announce();
        let properties = self.properties(properties, self.next_id());
        let range = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                self.cursor.block_scalar(loose.end() as usize)
            }
            ScalarStyle::Plain if loose.is_empty() => {
                let at = self.cursor.position();
                TextRange::from_usize(at, at)
            }
            ScalarStyle::Plain => {
                let text = loose.slice(self.text).trim_end_matches([' ', '\t', '\r', '\n']);
                TextRange::from_usize(loose.start() as usize, loose.start() as usize + text.len())
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => loose,
        };
        self.cursor.advance_to(range.end() as usize);
        let value = self.tree.keep_value(range, style, value);
        let kind = StoredKind::Scalar { style, value };
        let parent = self.parent();
        self.add(Stored { kind, range, parent, properties }, announced);
    }

    fn alias(&mut self, number: Option<usize>, range: TextRange) {
        let announced = self.announce();
        self.cursor.advance_to(range.end() as usize);
        let name = range.slice(self.text).get(1..).unwrap_or_default();
        let known = number.and_then(|number| self.anchored.get(number).copied().flatten());
        let target = known.filter(|target| self.tree.nodes[target.index()].range.end() != OPEN);
        if target.is_none() {
            let message = if known.is_some() {
                format!("`*{name}` stands inside the node that it names")
            } else {
                format!("`*{name}` names no anchor before it")
            };
            self.errors.push(SyntaxError {
                kind: SyntaxErrorKind::UnknownAlias,
                message,
                at: range,
                lost: TextRange::empty(range.start()),
            });
        }
        if let Some(target) = target {
            self.tree.aliases.push((target, self.next_id()));
        }
        let kind = StoredKind::Alias { target };
        let parent = self.parent();
        self.add(Stored { kind, range, parent, properties: None }, announced);
    }

    fn start_collection(&mut self, kind: StoredKind, shape: Shape, properties: events::Properties) {
        let announced = self.announce();
        let properties = self.properties(properties, self.next_id());
        let start = self.cursor.content();
        if matches!(shape, Shape::FlowSequence | Shape::FlowMapping) {
            self.cursor.advance_to(start + 1);
        }
        let range = TextRange::new(offset(start), OPEN);
        let parent = self.parent();
        let id = self.add(Stored { kind, range, parent, properties }, announced);
        self.frames.push(Frame {
            shape,
            node: Some(id),
            key: None,
            empty: true,
            last: 0,
            children: self.children.len(),
        });
    }

    fn end_collection(&mut self, range: TextRange) {
        if self.frames.last().is_some_and(|frame| frame.key.is_some()) {
            self.scalar(
                &Cow::Borrowed(""),
                ScalarStyle::Plain,
                events::Properties::default(),
                TextRange::default(),
            );
        }
        let Some(frame) = self.frames.pop() else { return };
        let Some(id) = frame.node else { return };
        if matches!(frame.shape, Shape::FlowSequence | Shape::FlowMapping) && range.len() == 1 {
            self.cursor.advance_to(range.end() as usize);
        }
        let end = offset(self.cursor.position());
        let node = &mut self.tree.nodes[id.index()];
        node.range = TextRange::new(node.range.start(), end);
        let children = self.children.split_at(frame.children.min(self.children.len())).1;
        match &mut node.kind {
            StoredKind::Sequence { items, .. } => {
                let start = self.tree.items.len();
                self.tree.items.extend(children);
                *items = Children::since(&self.tree.items, start);
            }
            StoredKind::Mapping { entries, .. } => {
                let start = self.tree.entries.len();
                let (pairs, _) = children.as_chunks();
                let pairs = pairs.iter().map(|&[key, value]| Entry { key, value });
                self.tree.entries.extend(pairs);
                *entries = Children::since(&self.tree.entries, start);
            }
            StoredKind::Scalar { .. } | StoredKind::Alias { .. } => {}
        }
        self.children.truncate(frame.children);
        self.report_duplicates(id);
    }

    fn report_duplicates(&mut self, id: NodeId) {
        let tree = &self.tree;
        let Kind::Mapping(mapping) = tree.node(id).kind else { return };
        let written = |key: NodeId| match tree.node(key).kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        };
        let mut pairs: Vec<(NodeId, NodeId)> = Vec::new();
        let same = |first: Scalar<'_>, second: Scalar<'_>| {
            first.value == second.value
                && first.resolve(Schema::Core12) == second.resolve(Schema::Core12)
        };
        if mapping.entries.len() <= FEW_KEYS {
            for (position, entry) in mapping.entries.iter().enumerate() {
                let Some(key) = written(entry.key) else { continue };
                let first = mapping.entries[..position]
                    .iter()
                    .find(|it| written(it.key).is_some_and(|it| same(it, key)));
                pairs.extend(first.map(|first| (first.key, entry.key)));
            }
        } else {
            let mut seen: HashMap<(&str, bool), NodeId> =
                HashMap::with_capacity(mapping.entries.len());
            for entry in mapping.entries {
                let Some(key) = written(entry.key) else { continue };
                let text = key.resolve(Schema::Core12) == crate::scalar::Resolved::Str;
                match seen.get(&(key.value, text)) {
                    Some(first) => pairs.push((*first, entry.key)),
                    None => {
                        seen.insert((key.value, text), entry.key);
                    }
                }
            }
        }
        for (first, second) in pairs {
            let line = self.lines.line(self.text, tree.node(first).range.start());
            let at = tree.node(second).range;
            let name = written(second).map_or("", |scalar| scalar.value);
            self.errors.push(SyntaxError {
                kind: SyntaxErrorKind::DuplicateKey,
                message: format!("`{name}` is already a key of this mapping, on line {line}"),
                at,
                lost: TextRange::empty(at.start()),
            });
        }
    }

    fn stop(&self, failure: Failure) -> Stop {
        let leaf = self.tree.nodes.iter().rev().find(|node| node.range.end() != OPEN);
        let brackets = self.frames.iter().filter_map(|frame| {
            let bracket = match frame.shape {
                Shape::FlowSequence => '[',
                Shape::FlowMapping => '{',
                _ => return None,
            };
            Some((self.tree.nodes[frame.node?.index()].range.start() as usize, bracket))
        });
        let root = self.tree.documents.last().and_then(|document| document.root);
        let root = root.map(|root| self.tree.node(root).range.start() as usize).into_iter();
        let entries = self.frames.iter().skip(1).map(|frame| frame.last as usize);
        Stop {
            failure,
            leaf: leaf.map_or(0, |node| node.range.start() as usize),
            brackets: brackets.collect(),
            entries: root.chain(entries).collect(),
        }
    }

    fn finish(mut self) -> (Tree, Vec<SyntaxError>) {
        if !self.frames.is_empty() {
            self.end_document(TextRange::empty(OPEN));
        }
        self.tree.comments.sort_unstable_by_key(|comment| comment.range);
        self.tree.aliases.sort_unstable();
        // Trees are kept for as long as their files are judged.
        self.tree.nodes.shrink_to_fit();
        self.tree.entries.shrink_to_fit();
        self.tree.items.shrink_to_fit();
        self.tree.values.shrink_to_fit();
        self.tree.properties.shrink_to_fit();
        comments::attach(&mut self.tree, self.text, &self.marks);
        self.errors.sort_by_key(|error| error.at);
        (self.tree, self.errors)
    }
}

/// An offset as ranges have it; texts are shorter than 4 GiB.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// The number of the line at an offset, counted from where it was counted last.
#[derive(Default)]
struct LineCounter {
    offset: usize,
    breaks: usize,
}

impl LineCounter {
    /// From one.
    fn line(&mut self, text: &str, offset: u32) -> usize {
        let offset = offset as usize;
        let breaks = |range: std::ops::Range<usize>| {
            let bytes = text.as_bytes().get(range).unwrap_or_default();
            bytes.iter().filter(|byte| **byte == b'\n').count()
        };
        if offset >= self.offset {
            self.breaks += breaks(self.offset..offset);
        } else {
            self.breaks -= breaks(offset..self.offset);
        }
        self.offset = offset;
        1 + self.breaks
    }
}
