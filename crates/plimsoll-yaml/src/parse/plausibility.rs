//! How likely it is that a person meant a text, given the texts that it could have been.
//!
//! Many texts that can be read are nothing that anybody would write: a key that has lost its
//! value, an entry that is indented otherwise than all others, a list that stands in the middle
//! of a sentence. What is counted here is the same for every attempt to repair one error, so only
//! differences matter.

use std::collections::HashMap;

use plimsoll_diagnostics::TextRange;

use super::{
    build::Built,
    excerpt::Excerpt,
    lines::{Content, Lines, content},
    shape::LineShape,
};
use crate::{
    error::SyntaxErrorKind,
    tree::{CollectionStyle, Entry, Kind, Mapping, Node, NodeId, ScalarStyle, Tree},
};

/// A key without a value.
const EMPTY: usize = 4;

/// A key that stands twice.
const TWICE: usize = 8;

/// A step of indentation that the text does not use elsewhere.
const STEP: usize = 5;

/// A list at the column of its key in a text that indents most lists.
const LEVEL: usize = 2;

/// A list of scalars and collections together.
const MIXED: usize = 6;

/// A mapping of mappings and other values.
const UNLIKE: usize = 2;

/// A mapping that shares no key with the mappings beside it.
const STRANGER: usize = 2;

/// A plain scalar that begins on the line below its key.
const BELOW: usize = 4;

/// A plain scalar that goes on in the next line.
const CONTINUED: usize = 6;

/// A line inside a scalar or between brackets that looks like an entry of its own.
const SWALLOWED: usize = 6;

/// The widest step of indentation that is counted.
const WIDEST: usize = 12;

/// By how much the blocks of a text are indented, most of the time.
pub(super) struct Steps {
    mappings: Counts,
    sequences: Counts,
}

/// How often each step occurs below keys of each column.
#[derive(Default)]
struct Counts(Vec<[usize; WIDEST]>);

impl Counts {
    fn add(&mut self, column: usize, step: usize) {
        if step >= WIDEST || column >= WIDEST * WIDEST {
            return;
        }
        if self.0.len() <= column {
            self.0.resize(column + 1, [0; WIDEST]);
        }
        self.0[column][step] += 1;
    }

    /// The commonest step below keys of a column, the smallest of several.
    fn below(&self, column: usize) -> Option<usize> {
        let steps = self.0.get(column)?.iter().enumerate().rev();
        let (step, count) = steps.max_by_key(|(_, count)| **count)?;
        (*count > 0).then_some(step)
    }
}

impl Steps {
    /// The steps of a text.
    pub(super) fn of(lines: &Lines) -> Self {
        let mut steps = Self { mappings: Counts::default(), sequences: Counts::default() };
        // The lines that the line at hand is nested in: level, column and content.
        // A line counts once, for the first that is nested in it.
        let mut open: Vec<(usize, usize, Content, bool)> = Vec::new();
        for line in (0..lines.len()).filter_map(|position| lines.get(position)) {
            match line.content {
                Content::Nothing => continue,
                Content::Marker => {
                    open.clear();
                    continue;
                }
                Content::Item | Content::Other => {}
            }
            while open.last().is_some_and(|(level, ..)| *level >= line.level()) {
                open.pop();
            }
            if let Some((_, column, Content::Other, is_counted @ false)) = open.last_mut() {
                *is_counted = true;
                let counts = match line.content {
                    Content::Item => &mut steps.sequences,
                    _ => &mut steps.mappings,
                };
                counts.add(*column, line.column - *column);
            }
            open.push((line.level(), line.column, line.content, false));
        }
        steps
    }

    /// By how much a mapping is indented below a key at a column.
    pub(super) fn mapping(&self, column: usize) -> usize {
        let above = (0..column).rev().find_map(|column| self.mappings.below(column));
        self.mappings.below(column).or(above).unwrap_or(2)
    }
}

/// What speaks against a text as it was read.
pub(super) fn oddities(built: &Built, excerpt: &Excerpt, steps: &Steps) -> usize {
    let reading = Reading { tree: &built.tree, excerpt, steps };
    let twice = built.errors.iter().filter(|error| error.kind == SyntaxErrorKind::DuplicateKey);
    TWICE * twice.count() + built.tree.nodes().map(|(_, node)| reading.node(node)).sum::<usize>()
}

struct Reading<'built> {
    tree: &'built Tree,
    excerpt: &'built Excerpt,
    steps: &'built Steps,
}

impl Reading<'_> {
    fn node(&self, node: Node<'_>) -> usize {
        match node.kind {
            Kind::Scalar(scalar) => match scalar.style {
                ScalarStyle::Plain => self.continued(node, CONTINUED),
                ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => self.continued(node, 0),
                ScalarStyle::Literal | ScalarStyle::Folded => 0,
            },
            Kind::Alias(_) => 0,
            Kind::Mapping(mapping) => match mapping.style {
                CollectionStyle::Flow => self.flow(node),
                CollectionStyle::Block => {
                    let entries = mapping.entries.iter().map(|entry| self.entry(entry));
                    entries.sum::<usize>() + self.siblings(mapping)
                }
            },
            Kind::Sequence(sequence) => {
                let blocks = sequence.items.iter().filter(|id| self.is_block(**id)).count();
                let mixed = blocks > 0 && blocks < sequence.items.len();
                let flow = match sequence.style {
                    CollectionStyle::Flow => self.flow(node),
                    CollectionStyle::Block => 0,
                };
                flow + if mixed { MIXED } else { 0 }
            }
        }
    }

    fn entry(&self, entry: &Entry) -> usize {
        let (key, value) = (self.tree.node(entry.key), self.tree.node(entry.value));
        let bare = self.tree.full_range(entry.value).is_empty();
        let nameless = if key.range.is_empty() { EMPTY } else { 0 };
        if bare {
            return EMPTY + nameless;
        }
        let column = |node: Node<'_>| self.excerpt.column(node.range.start() as usize);
        let usual = match &value.kind {
            Kind::Mapping(it) if it.style == CollectionStyle::Block => &self.steps.mappings,
            Kind::Sequence(it) if it.style == CollectionStyle::Block => &self.steps.sequences,
            Kind::Scalar(it) if it.style == ScalarStyle::Plain => {
                let gap = TextRange::new(key.range.end(), value.range.start());
                let is_below = gap.slice(&self.excerpt.text).contains(['\n', '\r']);
                return nameless + if is_below { BELOW } else { 0 };
            }
            _ => return nameless,
        };
        let usual = usual.below(column(key));
        let step = column(value).checked_sub(column(key));
        let unusual = match step {
            _ if usual.is_none() || usual == step => 0,
            Some(0) => LEVEL,
            _ => STEP,
        };
        nameless + unusual
    }

    /// Values of one mapping that have nothing to do with each other.
    fn siblings(&self, mapping: Mapping<'_>) -> usize {
        let blocks =
            mapping.entries.iter().filter_map(|entry| match self.tree.node(entry.value).kind {
                Kind::Mapping(it) if it.style == CollectionStyle::Block => Some(it),
                _ => None,
            });
        let count = blocks.clone().count();
        if count < mapping.entries.len() {
            return if count > 0 { UNLIKE } else { 0 };
        }
        if count < 2 {
            return 0;
        }
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for key in blocks.clone().flat_map(|block| block.entries) {
            *seen.entry(self.tree.key_text(key)).or_default() += 1;
        }
        let is_alone = |key: &Entry| seen.get(self.tree.key_text(key)).is_none_or(|it| *it < 2);
        STRANGER * blocks.filter(|block| block.entries.iter().all(is_alone)).count()
    }

    fn is_block(&self, id: NodeId) -> bool {
        match &self.tree.node(id).kind {
            Kind::Mapping(it) => it.style == CollectionStyle::Block,
            Kind::Sequence(it) => it.style == CollectionStyle::Block,
            Kind::Scalar(_) | Kind::Alias(_) => false,
        }
    }

    /// Lines of a scalar after its first.
    fn continued(&self, node: Node<'_>, cost: usize) -> usize {
        let text = node.range.slice(&self.excerpt.text);
        let mut lines = text.split(['\n', '\r']).skip(1).peekable();
        if lines.peek().is_none() {
            return 0;
        }
        cost + SWALLOWED * lines.filter(|line| looks_like_an_entry(line)).count()
    }

    /// Lines between brackets that look as if they stood behind them.
    fn flow(&self, node: Node<'_>) -> usize {
        if node.parent.is_some_and(|parent| !self.is_block(parent)) {
            return 0;
        }
        let text = node.range.slice(&self.excerpt.text);
        let start = node.range.start() as usize;
        let before = &self.excerpt.text[start - self.excerpt.column(start)..start];
        let column = before.len() - before.trim_start_matches(' ').len();
        let swallowed = text.split(['\n', '\r']).skip(1).filter(|line| {
            let body = line.trim_start_matches([' ', '\t']);
            let shallow = line.len() - body.len() <= column;
            !body.is_empty()
                && !body.starts_with(['#', ']', '}'])
                && (content(body, false) == Content::Item
                    || (shallow && LineShape::new(body).value.is_some()))
        });
        SWALLOWED * swallowed.count()
    }
}

fn looks_like_an_entry(line: &str) -> bool {
    let body = line.trim_start_matches([' ', '\t']);
    match content(body, false) {
        Content::Item => true,
        Content::Other => LineShape::new(body).value.is_some(),
        Content::Nothing | Content::Marker => false,
    }
}
